import { resolve } from 'node:path'
import { fingerprints } from '../../report/fingerprint.ts'
import { type Accepted, compareFindings, countSeverities, type Finding, type Report } from '../../report/report.ts'
import type { Io } from '../io.ts'
import type { Baseline } from './baseline.ts'
import type { Examined } from './examine.ts'
import { type Request, relativeTo } from './request.ts'
import { Silence } from './silence.ts'

/** The report: settings have had their say, nothing comes twice, everything is in order. */
export function assemble(examined: Examined, request: Request, baseline: Baseline | undefined, io: Io): Report {
  const silence = new Silence(examined.ignores)
  const found = unique([...examined.findings].sort(compareFindings))
  const { kept, accepted } = settle(withoutKnown(found, examined.known), silence, request, io)
  // A part of the files shows only a part of what comments are there for.
  if (!request.partial) kept.push(...settle(silence.remarks(), silence, request, io).kept)
  const fresh = baseline ? baseline.without(kept) : kept
  fresh.sort(compareFindings)
  return {
    diagnostics: fresh,
    summary: {
      ...examined.counts,
      ...countSeverities(fresh),
      suppressed: accepted.length + kept.length - fresh.length,
      skipped: [...examined.skipped].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
      ...(examined.incomplete.length > 0 && { incomplete: examined.incomplete }),
    },
    ...(accepted.length > 0 && { accepted }),
  }
}

/** Findings that an earlier state had as well are no news. */
function withoutKnown(found: readonly Finding[], known: readonly Finding[]): readonly Finding[] {
  if (known.length === 0) return found
  const names = new Set(fingerprints(unique([...known].sort(compareFindings))))
  const own = fingerprints(found)
  return found.filter((_, index) => !names.has(own[index]!))
}

/** What the settings, and the manifests themselves, make of findings. */
function settle(findings: readonly Finding[], silence: Silence, request: Request, io: Io) {
  const inSettings = relativeTo(request.settingsFolder)
  const kept: Finding[] = []
  const accepted: Accepted[] = []
  for (const finding of findings) {
    const verdict = request.judge(finding.code, finding.severity, {
      file: inSettings(resolve(io.cwd, finding.file)),
      ...(finding.subject && { subject: finding.subject }),
      ...(finding.labels && { labels: finding.labels }),
    })
    const ignored = silence.reasonFor(finding)
    if (verdict.kind === 'off') continue
    if (ignored !== undefined) accepted.push({ finding, reason: ignored, in: 'source' })
    else if (verdict.kind === 'suppressed') accepted.push({ finding, reason: verdict.reason, in: 'configuration' })
    else kept.push(verdict.severity === finding.severity ? finding : { ...finding, severity: verdict.severity })
  }
  return { kept, accepted }
}

/** A base that two overlays build on is found wanting twice, at the same place with the same words. */
function unique(sorted: readonly Finding[]): Finding[] {
  return sorted.filter((finding, index) => index === 0 || compareFindings(sorted[index - 1]!, finding) !== 0)
}
