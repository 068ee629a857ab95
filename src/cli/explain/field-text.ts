import { formatMinor } from '../../resource/version.ts'
import { namedBy } from '../../schema/references.ts'
import type { Type } from '../../schema/type.ts'
import { listText, sinceText, spanText, typeText } from '../../schema/words.ts'
import type { FieldFacts } from './field.ts'

/** The facts of a field, for people: what it is, then what it holds. */
export function fieldText(facts: FieldFacts): string {
  const { kind, path, minor } = facts
  const rows: [string, string][] = path.length === 0 ? kindRows(facts) : fieldRows(facts)
  const width = Math.max(...rows.map(([label]) => label.length))
  const lines = [
    `${[kind.kind, ...path].join('.')}  (${kind.apiVersion}, Kubernetes ${formatMinor(minor)})`,
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
  ]
  // What a CustomResourceDefinition describes has no names for its types.
  const of = facts.type?.name || [kind.kind, ...path].join('.')
  if (facts.type && facts.type.fields.size > 0) lines.push('', `Fields of ${of}`, ...fieldList(facts.type))
  lines.push(...listed('Named by', facts.referrers), ...listed('The same type is in', facts.alsoIn))
  return `${lines.join('\n')}\n`
}

const MOST = 24

function listed(title: string, places: readonly string[]): string[] {
  if (places.length === 0) return []
  const rest = places.length > MOST ? [`  and ${places.length - MOST} more`] : []
  return ['', title, ...places.slice(0, MOST).map(place => `  ${place}`), ...rest]
}

function kindRows({ kind, versions }: FieldFacts): [string, string][] {
  const rows: [string, string][] = []
  if (kind.plural !== '') rows.push(['resource', [kind.plural, ...kind.shortNames].join(', ')])
  rows.push(['scope', kind.config ? 'a file, not served' : kind.namespaced ? 'namespaced' : 'cluster'])
  if (kind.subresources.length > 0) rows.push(['subresources', kind.subresources.join(', ')])
  for (const version of versions) {
    const notes = [
      `served in ${spanText(version)}`,
      ...(version.optIn ? ['off unless turned on'] : []),
      ...(version.deprecated === undefined ? [] : [`deprecated since ${formatMinor(version.deprecated)}`]),
      ...(version.replacement ? [`then ${version.replacement}`] : []),
    ]
    rows.push([version.apiVersion, notes.join(', ')])
  }
  return rows
}

function fieldRows({ field, owner, spans, type, default: standard }: FieldFacts): [string, string][] {
  if (!field || !owner) return []
  const rows: [string, string][] = [
    ['type', typeText(field.shape) || 'object'],
    ['required', field.required ? 'yes' : 'no'],
    ...(owner.name ? ([['in', owner.name]] as [string, string][]) : []),
    ...(spans.length > 0 ? ([['since', sinceText(spans)]] as [string, string][]) : []),
  ]
  if (standard !== undefined) rows.push(['default', JSON.stringify(standard)])
  if (field.enum) rows.push(['allowed', field.enum.join(', ')])
  const union = owner.unions.find(({ fields }) => Object.hasOwn(fields, field.name))
  if (union) rows.push(['one of', Object.keys(union.fields).join(', ')])
  if (field.shape.kind === 'list') rows.push(['apply', listText(field)])
  const named = namedBy(owner, field.name)
  if (named) rows.push(['names', `a ${named}`])
  if (field.mergeKey) rows.push(['patch', `merged by ${field.mergeKey}`])
  if (type?.atomic || field.atomic) rows.push(['apply', 'owned as a whole'])
  return rows
}

function fieldList({ fields }: Type): string[] {
  const rows = [...fields.values()].map(
    field => [field.name, typeText(field.shape), field.required ? 'required' : ''] as const,
  )
  const names = Math.max(...rows.map(([name]) => name.length))
  const types = Math.max(...rows.map(([, type]) => type.length))
  return rows.map(([name, type, required]) => `  ${name.padEnd(names)}  ${type.padEnd(types)}  ${required}`.trimEnd())
}
