import { CompletionItemKind } from 'vscode-languageserver'
import { isObject } from '../../../src/resource/json.ts'
import type { Asked, Suggestion } from './complete.ts'
import { writtenValue } from './written.ts'

/** Values in use by key, and how often. */
type InUse = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Labels that every node has. */
const OF_NODES = [
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]
const NODE_VALUES: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/arch': ['amd64', 'arm64'],
  'kubernetes.io/os': ['linux', 'windows'],
}

/** Whose labels a place speaks of. */
type Whose = 'pods' | 'namespaces' | 'volumes' | 'nodes'

/** The labels that the mapping at a path selects by, or gives. */
function whoseAt({ kind }: Asked, path: readonly (string | number)[]): Whose | undefined {
  const last = path.at(-1)
  if (last === 'nodeSelector') return 'nodes'
  if (last === 'matchLabels') return whoseBy(kind, path.slice(0, -1))
  if (last === 'selector' && path.length === 2 && (kind === 'Service' || kind === 'ReplicationController'))
    return 'pods'
  return last === 'labels' && path.at(-3) === 'template' ? 'pods' : undefined
}

function whoseBy(kind: string, selector: readonly (string | number)[]): Whose | undefined {
  const last = selector.at(-1)
  if (last === 'namespaceSelector') return 'namespaces'
  if (last === 'selector' && kind === 'PersistentVolumeClaim') return 'volumes'
  return kind === 'ClusterRole' ? undefined : 'pods'
}

export function labelKeys(asked: Asked): Suggestion[] {
  const whose = whoseAt(asked, asked.path)
  if (!whose) return []
  const wanted = asked.path.at(-1) === 'labels' ? ownSelector(asked) : new Map<string, string>()
  const own = [...wanted].map(
    ([label, value]): Suggestion => ({
      label,
      kind: CompletionItemKind.Property,
      rest: ` ${writtenValue(value, 'string', { ...asked.where, quote: '' })}`,
      detail: 'wanted by the selector',
      rank: 0,
    }),
  )
  const others = keysOf(inUse(asked, whose), whose).filter(([key]) => !wanted.has(key))
  return [
    ...own,
    ...others.map(([label, values]): Suggestion => {
      const only =
        values.size === 1 ? writtenValue([...values.keys()][0]!, 'string', { ...asked.where, quote: '' }) : ''
      const rest = asked.where.json && only === '' ? ' ""' : ` ${only}`
      return { label, kind: CompletionItemKind.Property, rest, detail: told(values) }
    }),
  ]
}

/** What the workload that is being written selects its pods by. */
function ownSelector({ chunk }: Asked): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { node } of chunk.documents) {
    const spec = isObject(node?.value) ? node.value['spec'] : undefined
    const selector = isObject(spec) ? spec['selector'] : undefined
    const labels = isObject(selector) && isObject(selector['matchLabels']) ? selector['matchLabels'] : undefined
    for (const [key, value] of Object.entries(labels ?? {})) if (typeof value === 'string') found.set(key, value)
  }
  return found
}

/** The values of the label whose value is being written. */
export function labelValues(asked: Asked): Suggestion[] {
  const whose = whoseAt(asked, asked.path.slice(0, -1))
  return whose ? valuesOf(asked, whose, String(asked.path.at(-1))) : []
}

/** `key` and `values` of a requirement. */
export function requirementItems(asked: Asked, field: string): Suggestion[] {
  const list = asked.path.findLastIndex(step => step === 'matchExpressions' || step === 'matchFields')
  const isNodes = asked.path[list - 1] === 'nodeSelectorTerms' || typeof asked.path[list - 1] === 'number'
  const whose =
    asked.path[list] === 'matchFields' ? undefined : isNodes ? 'nodes' : whoseBy(asked.kind, asked.path.slice(0, list))
  if (list < 0 || !whose) return []
  if (field === 'key')
    return keysOf(inUse(asked, whose), whose).map(([label, values]) => ({
      label,
      kind: CompletionItemKind.Property,
      detail: told(values),
      rank: 1,
    }))
  return valuesOf(asked, whose, asked.beside(0).get('key') ?? asked.beside(1).get('key') ?? '')
}

function valuesOf(asked: Asked, whose: Whose, key: string): Suggestion[] {
  const values = new Map(inUse(asked, whose).get(key))
  if (whose === 'nodes') for (const value of NODE_VALUES[key] ?? []) if (!values.has(value)) values.set(value, 0)
  return [...values].map(([label, uses]) => ({
    label,
    kind: CompletionItemKind.Value,
    detail: uses === 0 ? 'usual' : `used ${uses === 1 ? 'once' : `${uses} times`}`,
    rank: 1,
  }))
}

const told = ({ size }: ReadonlyMap<string, number>): string =>
  size === 0 ? 'usual' : `${size} ${size === 1 ? 'value' : 'values'} in use`

function keysOf(labels: InUse, whose: Whose): [string, ReadonlyMap<string, number>][] {
  const all = new Map(labels)
  if (whose === 'nodes') for (const key of OF_NODES) if (!all.has(key)) all.set(key, new Map())
  return [...all]
}

const KINDS = { namespaces: 'Namespace', volumes: 'PersistentVolume', nodes: 'Node' } as const

function inUse({ folder: { index }, namespace }: Asked, whose: Whose): InUse {
  const found = new Map<string, Map<string, number>>()
  const add = (key: string, value: string): void => {
    const values = found.get(key) ?? new Map<string, number>()
    found.set(key, values.set(value, (values.get(value) ?? 0) + 1))
  }
  if (whose === 'pods') {
    for (const { podLabels = {} } of index.podsIn(namespace)) for (const key in podLabels) add(key, podLabels[key]!)
    return found
  }
  for (const { object, name } of index.ofKind(KINDS[whose])) {
    if (whose === 'namespaces') add('kubernetes.io/metadata.name', name)
    const { metadata } = object.value
    const labels = isObject(metadata) ? metadata['labels'] : undefined
    if (isObject(labels))
      for (const [key, value] of Object.entries(labels)) if (typeof value === 'string') add(key, value)
  }
  return found
}
