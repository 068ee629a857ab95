import { CompletionItemKind } from 'vscode-languageserver'
import type { FieldView, ValueView } from '../../schema/view.ts'
import type { Asked, Suggestion } from './complete.ts'
import { escaped } from './manifests.ts'
import { type Written, writtenValue } from './written.ts'

/** What nobody leaves out, whatever the schema demands. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  Container: ['name', 'image'],
  ContainerPort: ['containerPort'],
  CronJobSpec: ['schedule', 'jobTemplate'],
  DaemonSetSpec: ['selector', 'template'],
  DeploymentSpec: ['replicas', 'selector', 'template'],
  EnvVar: ['name', 'value'],
  HorizontalPodAutoscalerSpec: ['scaleTargetRef', 'minReplicas', 'maxReplicas'],
  HTTPGetAction: ['path', 'port'],
  IngressRule: ['host', 'http'],
  JobSpec: ['template'],
  LabelSelector: ['matchLabels'],
  ObjectMeta: ['name'],
  PersistentVolumeClaimSpec: ['accessModes', 'resources'],
  PodDisruptionBudgetSpec: ['selector'],
  PodSpec: ['containers'],
  PodTemplateSpec: ['metadata', 'spec'],
  ResourceRequirements: ['requests', 'limits'],
  ServicePort: ['port', 'targetPort'],
  ServiceSpec: ['selector', 'ports'],
  StatefulSetSpec: ['serviceName', 'selector', 'template'],
  Volume: ['name'],
  VolumeMount: ['name', 'mountPath'],
}

const isWanted = ({ required, owner, name }: FieldView): boolean =>
  required || (owner !== undefined && (WANTED[owner.name]?.includes(name) ?? false))

/** Written by the server, or by nobody. */
const SERVERS = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
])

/** The fields that the mapping at the cursor may have and does not have yet; what it needs comes first. */
export function fieldItems(asked: Asked): Suggestion[] {
  const { here, where, apiVersion, kind, path } = asked
  const present = asked.beside(0)
  if (!here) return path.length === 0 ? typeless(asked, present) : []
  if (here.value.kind === 'list') return here.value.item && !where.flow ? listItem(here.value.item, 0) : []
  if (here.value.kind !== 'object') return []
  const union = here.value.type?.unions.find(({ fields }) => Object.keys(fields).some(name => present.has(name)))
  return [...here.value.fields.values()]
    .filter(({ name }) => !present.has(name) || name === where.typed)
    .map(field => {
      const wanted = isWanted(field)
      const order = WANTED[field.owner?.name ?? '']?.indexOf(field.name) ?? -1
      const isOther = union !== undefined && Object.hasOwn(union.fields, field.name)
      const bySystem = (path.length === 0 && field.name === 'status') || SERVERS.has(field.name)
      return {
        label: field.name,
        kind: field.value.kind === 'object' ? CompletionItemKind.Module : CompletionItemKind.Field,
        detail: `${field.value.typeText}${wanted ? ', needed' : ''}`,
        ...(order >= 0 && { order }),
        rank: wanted ? 0 : bySystem || isOther ? 8 : 3,
        rest: where.flow
          ? flowText(field.value, where, field)
          : blockText(field.value, where.column - where.indent, 1, field),
        snippet: true,
        field: { apiVersion, kind, path: [...path, field.name] },
      }
    })
}

/** Without a kind nothing is known but what every object has. */
const typeless = ({ where }: Asked, present: ReadonlyMap<string, string>): Suggestion[] => {
  const inner = `\n${' '.repeat(where.column - where.indent + 2)}`
  return [
    ['apiVersion', where.json ? ' "$1"' : ' '],
    ['kind', where.json ? ' "$1"' : ' '],
    ['metadata', where.json ? ' { "name": "$1" }' : where.flow ? ' { name: $1 }' : `${inner}name: $1`],
    ['spec', where.flow ? ' {$1}' : `${inner}$1`],
  ].flatMap(([label, rest], index) =>
    present.has(label!) && label !== where.typed
      ? []
      : [{ label: label!, kind: CompletionItemKind.Field, rest: rest!, snippet: true, rank: index }],
  )
}

const listItem = (item: ValueView, extra: number): Suggestion[] =>
  item.kind === 'object'
    ? [
        {
          label: '- ',
          kind: CompletionItemKind.Struct,
          detail: item.typeText,
          text: `- ${mappingText(item, extra + 2, 1, 0)}`,
          snippet: true,
        },
      ]
    : []

/** The list of a key above may begin at the column of the key. */
export function itemBelowKey({ here, where }: Asked): Suggestion[] {
  const { lastKey } = where
  const field = lastKey === undefined || where.flow ? undefined : here?.value.fields.get(lastKey)
  return field?.value.kind === 'list' && field.value.item
    ? listItem(field.value.item, where.column - where.indent).map(one => ({ ...one, rank: 1 }))
    : []
}

const MOST_NESTED = 4

/** What stands behind `key:`, with everything below it that is needed. `extra`: columns beyond the line's indentation. */
export function blockText(value: ValueView, extra: number, stop: number, field?: FieldView, depth = 0): string {
  // Pods that something makes get their names from it; what they need is labels.
  if (field?.owner?.name === 'PodTemplateSpec' && field.name === 'metadata')
    return `\n${' '.repeat(extra + 2)}labels:\n${' '.repeat(extra + 4)}$${stop}`
  switch (value.kind) {
    case 'object':
      return `\n${' '.repeat(extra + 2)}${mappingText(value, extra + 2, stop, depth)}`
    case 'list':
      return value.item?.kind === 'object'
        ? `\n${' '.repeat(extra + 2)}- ${mappingText(value.item, extra + 4, stop, depth)}`
        : `\n${' '.repeat(extra + 2)}- $${stop}`
    case 'map':
      return `\n${' '.repeat(extra + 2)}$${stop}`
    default:
      return ` ${scalarText(value, stop, field)}`
  }
}

function mappingText(value: ValueView, column: number, stop: number, depth: number): string {
  const order = WANTED[value.type?.name ?? ''] ?? []
  const needed = depth < MOST_NESTED ? [...value.fields.values()].filter(isWanted) : []
  needed.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  if (needed.length === 0) return `$${stop}`
  const lines: string[] = []
  for (const field of needed) {
    const text = blockText(field.value, column, stop, field, depth + 1)
    lines.push(`${field.name}:${text}`)
    stop += stopsIn(text)
  }
  return lines.join(`\n${' '.repeat(column)}`)
}

const stopsIn = (text: string): number => new Set(text.match(/\$\{?\d+/g)).size

function scalarText(value: ValueView, stop: number, field?: FieldView): string {
  const values = value.enum ?? field?.enum
  if (values && values.length > 0 && values.length <= 12) return choice(values, value, stop, BLOCK)
  if (value.scalar === 'boolean') return `\${${stop}|true,false|}`
  return `$${stop}`
}

const BLOCK: Written = { json: false, quote: '' }

const choice = (values: readonly string[], { scalar }: ValueView, stop: number, where: Written): string =>
  `\${${stop}|${values.map(text => escaped(writtenValue(text, scalar, where))).join(',')}|}`

/** What stands behind `key:` in braces. */
function flowText(value: ValueView, where: Written, field?: FieldView): string {
  if (value.kind === 'object' || value.kind === 'map') return where.json ? ' {$1}' : ' { $1 }'
  if (value.kind === 'list') return ' [$1]'
  const values = value.enum ?? field?.enum ?? (value.scalar === 'boolean' ? ['true', 'false'] : undefined)
  if (values && values.length > 0 && values.length <= 12) return ` ${choice(values, value, 1, { ...where, quote: '' })}`
  const isText = value.scalar === 'string' || value.scalar === 'bytes' || value.scalar === 'Quantity'
  return where.json && isText ? ' "$1"' : ' $1'
}
