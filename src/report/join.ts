import type { Skipped } from '../diagnostic/skipped.ts'
import { isObject, type Json } from '../resource/json.ts'
import { FORMAT } from './json.ts'
import { compareFindings, countSeverities, type Finding, type Report } from './report.ts'

/** Reads a JSON report; the reason as text when it is none. */
export function readReport(text: string): Report | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  if (!isObject(value) || value['format'] === undefined) return 'it is no JSON report of drydock'
  if (value['format'] !== FORMAT) return `it has format ${value['format']}, this drydock reads format ${FORMAT}`
  return isReport(value) ? value : 'it is damaged'
}

const isReport = (value: unknown): value is Report =>
  isObject(value) &&
  Array.isArray(value['diagnostics']) &&
  value['diagnostics'].every(isFinding) &&
  isObject(value['summary']) &&
  Array.isArray(value['summary']['skipped']) &&
  ['string', 'undefined'].includes(typeof value['summary']['shard'])

const isFinding = (value: Json): boolean =>
  isObject(value) &&
  ['code', 'message', 'file'].every(key => typeof value[key] === 'string') &&
  ['error', 'warning', 'note'].includes(String(value['severity'])) &&
  isPosition(value['start']) &&
  isPosition(value['end'])

const isPosition = (value: Json | undefined): boolean =>
  isObject(value) && typeof value['line'] === 'number' && typeof value['column'] === 'number'

/** One report of several about different files. What is in more than one of them is there once. */
export function joinReports(reports: readonly Report[]): Report {
  const sorted = reports.flatMap(({ diagnostics }) => diagnostics).sort(compareFindings)
  const diagnostics: Finding[] = sorted.filter(
    (finding, index) => index === 0 || compareFindings(sorted[index - 1]!, finding) !== 0,
  )
  const sum = (key: 'files' | 'documents' | 'objects' | 'suppressed') =>
    reports.reduce((total, { summary }) => total + (summary[key] || 0), 0)
  const incomplete = [
    ...new Set(reports.flatMap(({ summary }) => summary.incomplete ?? [])),
    ...gaps(reports.flatMap(({ summary }) => summary.shard ?? [])),
  ]
  return {
    diagnostics,
    summary: {
      files: sum('files'),
      documents: sum('documents'),
      objects: sum('objects'),
      ...countSeverities(diagnostics),
      suppressed: sum('suppressed'),
      skipped: uniqueFiles(reports.flatMap(({ summary }) => summary.skipped)),
      ...(incomplete.length > 0 && { incomplete }),
    },
  }
}

/** What keeps parts from being the whole: a runner that failed leaves no report, and nothing is found where nobody looked. */
function gaps(shards: readonly string[]): string[] {
  const parts = new Map<number, Set<number>>()
  const said: string[] = []
  for (const shard of shards) {
    const [index = 0, of = 0] = shard.split('/').map(Number)
    const known = parts.get(of)
    if (known?.has(index)) said.push(`part ${shard} is there twice`)
    else if (known) known.add(index)
    else parts.set(of, new Set([index]))
  }
  if (parts.size > 1) said.push(`these are parts of different wholes, of ${[...parts.keys()].join(' and of ')}`)
  for (const [of, known] of parts) {
    if (known.size === of) continue
    const missing: string[] = []
    for (let index = 1; index <= of && missing.length < 20; index++)
      if (!known.has(index)) missing.push(`${index}/${of}`)
    said.push(`no report of part ${missing.join(', ')}`)
  }
  return said
}

/** What a walk leaves out is left out by every shard. */
const uniqueFiles = (skipped: readonly Skipped[]): Skipped[] =>
  [...new Map(skipped.map(item => [`${item.file}\n${item.why}`, item])).values()].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  )
