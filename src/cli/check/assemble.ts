import { resolve, sep } from 'node:path'
import type { Place } from '../../diagnostic/diagnostic.ts'
import { remarkOn } from '../../lint/ignore.ts'
import { toFinding } from '../../report/finding.ts'
import { fingerprints } from '../../report/fingerprint.ts'
import { masks } from '../../report/redact/mask-of.ts'
import { type Accepted, compareFindings, countSeverities, type Finding, type Report } from '../../report/report.ts'
import type { Io } from '../io.ts'
import type { Baseline } from './baseline.ts'
import type { Examined } from './examine.ts'
import { type Request, relativeTo } from './request.ts'
import { Silence } from './silence.ts'

/** The report: settings have had their say, nothing comes twice, everything is in order. */
export function assemble(examined: Examined, request: Request, baseline: Baseline | undefined, io: Io): Report {
  const silence = new Silence(examined.ignores, examined.inactive)
  const found = unique([...examined.findings].sort(compareFindings))
  const { kept, accepted, used } = settle(withoutKnown(found, examined.known), silence, request, io)
  // A part of the files shows only a part of what comments are there for.
  if (!request.partial) {
    const remarks = [...silence.remarks(), ...unusedSuppressions(request, used, examined.inactive)]
    kept.push(...settle(remarks, silence, request, io).kept)
  }
  const fresh = baseline ? baseline.without(kept) : kept
  const known = kept.length - fresh.length
  const stale = request.partial ? undefined : baseline?.remark(kept, lookedAt(request, io))
  if (stale) fresh.push(...settle([toFinding(stale, masks())], silence, request, io).kept)
  fresh.sort(compareFindings)
  return {
    diagnostics: fresh,
    summary: {
      ...examined.counts,
      ...countSeverities(fresh),
      suppressed: accepted.length + known,
      skipped: [...examined.skipped].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
      ...(examined.incomplete.length > 0 && { incomplete: examined.incomplete }),
      ...(request.shard && { shard: `${request.shard.index}/${request.shard.of}` }),
    },
    ...(accepted.length > 0 && { accepted }),
  }
}

/** Whether a file is among those that were asked about. */
function lookedAt({ selection }: Request, io: Io): (path: string) => boolean {
  const roots = selection.paths.map(path => resolve(io.cwd, path))
  return path =>
    !selection.excludes(path) &&
    roots.some(root => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
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
  const used = new Set<number>()
  for (const finding of findings) {
    const verdict = request.judge(finding.code, finding.severity, {
      file: inSettings(resolve(io.cwd, finding.file)),
      ...(finding.subject && { subject: finding.subject }),
      ...(finding.labels && { labels: finding.labels }),
    })
    const ignored = silence.reasonFor(finding)
    if (verdict.kind === 'suppressed') used.add(verdict.by)
    if (verdict.kind === 'off') continue
    if (ignored !== undefined) accepted.push({ finding, reason: ignored, in: 'source' })
    else if (verdict.kind === 'suppressed') accepted.push({ finding, reason: verdict.reason, in: 'configuration' })
    else kept.push(verdict.severity === finding.severity ? finding : { ...finding, severity: verdict.severity })
  }
  return { kept, accepted, used }
}

/** What the configuration asks not to hear of, and nothing is heard of. Of names that mean nothing it is said already. */
function unusedSuppressions(
  { suppressions, remarks }: Request,
  used: ReadonlySet<number>,
  inactive: ReadonlySet<string>,
): Finding[] {
  const maskOf = masks()
  const isTold = ({ start, source }: Place) => remarks.some(({ at }) => at.start === start && at.source === source)
  return suppressions.flatMap(({ code, at }, index) => {
    if (used.has(index) || inactive.has(code) || isTold(at)) return []
    const remark = remarkOn({ codes: [code], reason: 'given' }, false)
    return remark ? [toFinding({ ...remark, at }, maskOf)] : []
  })
}

/** A base that two overlays build on is found wanting twice, at the same place with the same words. */
function unique(sorted: readonly Finding[]): Finding[] {
  return sorted.filter((finding, index) => index === 0 || compareFindings(sorted[index - 1]!, finding) !== 0)
}
