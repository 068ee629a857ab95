/** Lays the overlays of a field over its history, cutting it where a fact begins or ends. */
import type { Span } from './merge.ts'
import { type Facts, minorOf } from './overlay.ts'
import type { SourceField } from './release.ts'

export interface Variant {
  from: number
  to: number
  field: SourceField
  facts: Record<string, unknown>
}

export function variantsOf(spans: Span<SourceField>[], overlays: Facts[]): Variant[] {
  const cuts = new Set<number>()
  for (const { since, until } of overlays) {
    if (since) cuts.add(minorOf(since))
    if (until) cuts.add(minorOf(until) + 1)
  }
  const variants: Variant[] = []
  for (const { from, to, value } of spans) {
    const starts = [from, ...[...cuts].filter(cut => cut > from && cut <= to).sort((a, b) => a - b)]
    starts.forEach((start, index) => {
      const end = (starts[index + 1] ?? to + 1) - 1
      const next: Variant = { from: start, to: end, field: value, facts: factsAt(overlays, start) }
      const last = variants.at(-1)
      if (last && last.to === start - 1 && same(last, next)) last.to = end
      else variants.push(next)
    })
  }
  return variants
}

function factsAt(overlays: Facts[], minor: number): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  for (const { since, until, ...rest } of overlays) {
    if (since && minorOf(since) > minor) continue
    if (until && minorOf(until) < minor) continue
    Object.assign(facts, rest)
  }
  return facts
}

const same = (a: Variant, b: Variant): boolean =>
  a.field.shape === b.field.shape &&
  a.field.required === b.field.required &&
  JSON.stringify(a.facts) === JSON.stringify(b.facts)
