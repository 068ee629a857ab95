/** Writes the data files: one per group and version, one line per field, in alphabetical order. */
import { groupOf } from './homes.ts'
import type { History, KindHistory, Span, TypeHistory } from './merge.ts'
import { kindFacts, overlaysOf, typeFacts } from './overlay.ts'
import { elementOf, type SourceField, splitName } from './release.ts'
import { newest, oldest } from './releases.ts'
import { variantsOf } from './spans.ts'

type Facts = Record<string, unknown>

/** File path (without folder) to content. */
export function filesOf(history: History): Map<string, string> {
  const homes = new Map<string, { kinds: Map<string, KindHistory>; types: Map<string, TypeHistory> }>()
  const at = (home: string) => {
    let entry = homes.get(home)
    if (!entry) homes.set(home, (entry = { kinds: new Map(), types: new Map() }))
    return entry
  }
  for (const [name, type] of history.types) at(splitName(name).home).types.set(splitName(name).name, type)
  for (const kind of history.kinds.values()) at(kind.kind.home).kinds.set(kind.kind.kind, kind)
  const files = new Map<string, string>()
  for (const [home, { kinds, types }] of homes) {
    const group = groupOf(home)
    const version = home.slice(home.indexOf('.') + 1)
    const text = [
      '{',
      `"group": ${JSON.stringify(group)},`,
      `"version": ${JSON.stringify(version)},`,
      `"home": ${JSON.stringify(home)},`,
      `"kinds": ${block(sorted(kinds), ([name, kind]) => line(name, kindLine(home, kind)), '')},`,
      `"types": ${block(sorted(types), ([name, type]) => typeText(home, name, type), '')}`,
      '}',
      '',
    ]
    files.set(`${group === '' ? 'core' : group}/${version}.json`, text.join('\n'))
  }
  return files
}

const sorted = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

const block = <T>(items: T[], text: (item: T) => string, indent: string): string =>
  items.length === 0 ? '{}' : `{\n${items.map(item => indent + text(item)).join(',\n')}\n${indent}}`

/** `"name": { "type": "string" }`, with spaces as a person would put them. */
function line(name: string, facts: unknown): string {
  return `${JSON.stringify(name)}: ${compact(facts)}`
}

function compact(value: unknown): string {
  if (Array.isArray(value)) {
    const one = value.every(item => typeof item !== 'object')
    return one ? `[${value.map(item => JSON.stringify(item)).join(', ')}]` : `[${value.map(compact).join(', ')}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, v]) => `${JSON.stringify(key)}: ${compact(v)}`).join(', ')} }`
}

function kindLine(home: string, { from, to, kind, subresources }: KindHistory): Facts {
  return {
    plural: kind.plural,
    namespaced: kind.namespaced,
    ...span(from, to, oldest, newest),
    ...(subresources.size > 0 && {
      subresources: sorted(subresources).map(([name, s]) =>
        s.from === from && s.to === to ? name : { name, ...span(s.from, s.to, from, to) },
      ),
    }),
    ...kindFacts(`${home}.${kind.kind}`),
  }
}

function typeText(home: string, name: string, type: TypeHistory): string {
  const qualified = `${home}.${name}`
  const facts: Facts = { ...span(type.from, type.to, oldest, newest), ...typeFacts(qualified) }
  const head = Object.entries(facts).map(([key, value]) => line(key, value))
  const fields = block(
    sorted(type.fields),
    ([field, spans]) => line(field, fieldFacts(home, qualified, field, spans, type)),
    '  ',
  )
  return `${JSON.stringify(name)}: { ${[...head, `"fields": ${fields.replace(/\n {2}\}$/, '\n}')}`].join(', ')} }`
}

function fieldFacts(
  home: string,
  type: string,
  field: string,
  spans: Span<SourceField>[],
  { from, to }: TypeHistory,
): Facts | Facts[] {
  const variants = variantsOf(spans, overlaysOf(type, field)).map(variant => ({
    ...form(variant.field.shape, home),
    ...(variant.field.required && { required: true }),
    ...span(variant.from, variant.to, from, to),
    ...variant.facts,
  }))
  return variants.length === 1 ? variants[0]! : variants
}

/** What every minor of the surroundings has needs no bounds. */
function span(from: number, to: number, first: number, last: number): Facts {
  return { ...(from > first && { since: `1.${from}` }), ...(to < last && { until: `1.${to}` }) }
}

function form(shape: string, home: string): Facts {
  const local = (text: string) => {
    const element = elementOf(text)
    const name = element.startsWith(`${home}.`) && !element.slice(home.length + 1).includes('.')
    return text.slice(0, text.length - element.length) + (name ? element.slice(home.length + 1) : element)
  }
  if (shape.startsWith('[]')) return { list: local(shape.slice(2)) }
  if (shape.startsWith('{}')) return { map: local(shape.slice(2)) }
  return { type: local(shape) }
}
