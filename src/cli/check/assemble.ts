import { resolve } from 'node:path'
import { compareFindings, countSeverities, type Finding, type Report } from '../../report/report.ts'
import type { Io } from '../io.ts'
import type { Baseline } from './baseline.ts'
import type { Examined } from './examine.ts'
import { type Request, relativeTo } from './request.ts'

/** The report: settings have had their say, nothing comes twice, everything is in order. */
export function assemble(examined: Examined, request: Request, baseline: Baseline | undefined, io: Io): Report {
  const inSettings = relativeTo(request.settingsFolder)
  const kept: Finding[] = []
  let suppressed = 0
  for (const finding of unique([...examined.findings].sort(compareFindings))) {
    const file = inSettings(resolve(io.cwd, finding.file))
    const verdict = request.judge(finding.code, finding.severity, {
      file,
      ...(finding.subject && { subject: finding.subject }),
      ...(finding.labels && { labels: finding.labels }),
    })
    if (verdict.kind === 'suppressed') suppressed++
    else if (verdict.kind === 'report')
      kept.push(verdict.severity === finding.severity ? finding : { ...finding, severity: verdict.severity })
  }
  const fresh = baseline ? baseline.without(kept) : kept
  fresh.sort(compareFindings)
  return {
    diagnostics: fresh,
    summary: {
      ...examined.counts,
      ...countSeverities(fresh),
      suppressed: suppressed + kept.length - fresh.length,
      skipped: [...examined.skipped].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
      ...(examined.incomplete.length > 0 && { incomplete: examined.incomplete }),
    },
  }
}

/** A base that two overlays build on is found wanting twice, at the same place with the same words. */
function unique(sorted: readonly Finding[]): Finding[] {
  return sorted.filter((finding, index) => index === 0 || compareFindings(sorted[index - 1]!, finding) !== 0)
}
