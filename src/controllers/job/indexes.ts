/**
 * A set of completion indexes as a Job's status writes it: `0,2-4`. Two neighbours are written with
 * a comma (`1,2`), three or more with a dash (`1-3`).
 *
 * Truth: pkg/controller/job/indexed_job_utils.go orderedIntervals, parseIndexesFromString
 */
export type Indexes = ReadonlySet<number>

/** Indexes from `completions` on do not count; what cannot be read ends the list. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const indexes = new Set<number>()
  if (!text) return indexes
  for (const part of text.split(',')) {
    const dash = part.indexOf('-')
    const first = Number(dash < 0 ? part : part.slice(0, dash))
    const last = dash < 0 ? first : Number(part.slice(dash + 1))
    if (!Number.isInteger(first) || !Number.isInteger(last)) return indexes
    for (let index = Math.max(first, 0); index <= last && index < completions; index += 1) indexes.add(index)
  }
  return indexes
}

export function formatIndexes(indexes: Indexes): string {
  const sorted = [...indexes].sort((a, b) => a - b)
  const parts: string[] = []
  for (let at = 0; at < sorted.length; ) {
    let end = at
    while (sorted[end + 1] === sorted[end]! + 1) end += 1
    if (end === at) parts.push(`${sorted[at]}`)
    else parts.push(`${sorted[at]}${end === at + 1 ? ',' : '-'}${sorted[end]}`)
    at = end + 1
  }
  return parts.join(',')
}

/** The first `count` of `0 … completions - 1` that are in none of the sets. */
export function firstPending(count: number, completions: number, taken: readonly Indexes[]): number[] {
  const pending: number[] = []
  for (let index = 0; index < completions && pending.length < count; index += 1) {
    if (!taken.some(indexes => indexes.has(index))) pending.push(index)
  }
  return pending
}
