import type { Severity } from '../../diagnostic/diagnostic.ts'
import type { Summary } from '../report.ts'

/** `1 file`, `2 files`. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** `2 errors, 1 note`; nothing that is zero is said. */
export function severityCounts({ errors, warnings, notes }: Pick<Summary, 'errors' | 'warnings' | 'notes'>): string {
  const parts: string[] = []
  if (errors > 0) parts.push(count(errors, 'error'))
  if (warnings > 0) parts.push(count(warnings, 'warning'))
  if (notes > 0) parts.push(count(notes, 'note'))
  return parts.join(', ')
}

/** What came out in a few words. Where not all could be looked at, `no findings` would be a promise. */
export const verdictIn = (summary: Summary): string =>
  severityCounts(summary) || (summary.incomplete?.length ? 'not everything could be checked' : 'no findings')

/** For which releases something holds, when not for all that were asked for: ` (only in Kubernetes 1.20, 1.25 to 1.36)`. */
export function onlyIn({ versions = [] }: { readonly versions?: readonly string[] }): string {
  if (versions.length === 0) return ''
  const spans: string[][] = []
  for (const version of versions) {
    const last = spans.at(-1)
    if (last && minorOf(version) === minorOf(last.at(-1)!) + 1) last.push(version)
    else spans.push([version])
  }
  const said = spans.flatMap(span => (span.length < 3 ? span : `${span[0]} to ${span.at(-1)}`))
  return ` (only in Kubernetes ${said.join(', ')})`
}

const minorOf = (version: string): number => Number(version.slice(version.indexOf('.') + 1))

/** `a, b and 3 more` */
export function someOf(items: readonly string[], most: number): string {
  if (items.length <= most) return items.join(', ')
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`
}

export const worst = (summary: Pick<Summary, 'errors' | 'warnings' | 'notes'>): Severity | undefined =>
  summary.errors > 0 ? 'error' : summary.warnings > 0 ? 'warning' : summary.notes > 0 ? 'note' : undefined

/** Things by what they have in common, in the order in which each kind first appears. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
