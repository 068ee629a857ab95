import { CompletionItemKind } from 'vscode-languageserver'
import { isObject } from '../../../src/resource/json.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { namedBy } from '../../../src/schema/references.ts'
import { pairOf, type YamlNode } from '../../../src/yaml/node.ts'
import type { Entry } from '../../workspace/index.ts'
import { portsOf } from '../../workspace/ports.ts'
import type { Asked, Suggestion } from './complete.ts'

/** Names that the workspace holds, where a field takes one. Values of Secrets are never among them. */
export function nameItems(asked: Asked): Suggestion[] {
  const { here, path, folder } = asked
  const owner = here?.field?.owner?.name
  const name = here?.field?.name
  if (!here?.field || owner === undefined || name === undefined) return labelValues(asked)
  const named = namedBy(here.field.owner!, name) ?? namedBy(ownerAbove(asked), String(path.at(-2) ?? ''))
  if (named) return objectNames(asked, named)
  switch (`${owner}.${name}`) {
    case 'ObjectMeta.namespace':
    case 'Subject.namespace':
      return namespaces(asked)
    case 'ConfigMapKeySelector.key':
      return keysOf(asked, 'ConfigMap', asked.beside(0).get('name'))
    case 'SecretKeySelector.key':
      return keysOf(asked, 'Secret', asked.beside(0).get('name'))
    case 'KeyToPath.key':
      return keysOf(asked, ...volumeSource(asked))
    case 'CrossVersionObjectReference.name':
    case 'RoleRef.name':
    case 'Subject.name':
      return objectNames(asked, asked.beside(0).get('kind') ?? '')
    case 'LocalObjectReference.name':
      return objectNames(asked, 'Secret')
    case 'Container.image':
    case 'EphemeralContainer.image':
      return [...folder.index.images].map(([label, uses]) =>
        item(label, CompletionItemKind.File, `used ${times(uses)}`),
      )
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return localNames(asked, 'volumes').map(label => item(label, CompletionItemKind.Variable, 'volume'))
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
      return localNames(asked, 'ports').map(label => item(label, CompletionItemKind.Variable, 'port'))
    case 'ServicePort.targetPort':
      return targetPorts(asked)
    case 'ServiceBackendPort.name':
      return servicePorts(asked)
    default:
      return []
  }
}

/** The keys that a map may want: labels of pods for a selector, names of resources, keys that exist. */
export function mapKeyItems(asked: Asked): Suggestion[] {
  const present = asked.beside(0)
  const labels = isSelector(asked) ? labelsInUse(asked) : new Map<string, Map<string, number>>()
  const suggestions = [...labels].map(([key, values]): Suggestion => {
    const only = values.size === 1 ? [...values.keys()][0]! : undefined
    return {
      label: key,
      kind: CompletionItemKind.Property,
      text: `${key}: ${only ?? ''}`,
      detail: `${values.size} ${values.size === 1 ? 'value' : 'values'} in use`,
    }
  })
  if (asked.here?.value.item?.scalar === 'Quantity')
    for (const label of ['cpu', 'memory', 'ephemeral-storage', 'storage'])
      suggestions.push({ label, kind: CompletionItemKind.Unit, text: `${label}: ` })
  return suggestions.filter(({ label }) => !present.has(label))
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

const item = (label: string, kind: CompletionItemKind, detail: string): Suggestion => ({ label, kind, detail, rank: 1 })

/** The type that holds the mapping the cursor is in. */
function ownerAbove({ root, path }: Asked) {
  let type = root?.type
  let above = type
  let value = root
  for (const step of path.slice(0, -1)) {
    value = value?.kind === 'list' || value?.kind === 'map' ? value.item : value?.fields.get(String(step))?.value
    if (value?.type && typeof step === 'string') above = type
    type = value?.type ?? type
  }
  return above ?? NO_TYPE
}

const NO_TYPE = { name: '', qualified: '', go: '', fields: new Map(), atomic: false, unions: [] }

function objectNames({ folder, namespace, chunk }: Asked, kind: string): Suggestion[] {
  const clusterWide = catalog(folder.minor).named(kind)[0]?.namespaced === false
  const entries = folder.index.ofKind(kind, clusterWide ? '' : namespace).filter(entry => entry.name !== '')
  return unique(
    entries.map(entry => item(entry.name, CompletionItemKind.Reference, whereOf(entry, chunk.file.name, kind))),
  )
}

const whereOf = ({ chunk }: Entry, here: string, kind: string): string =>
  chunk.file.name === here ? `${kind}, in this file` : `${kind}, ${chunk.file.name}`

function namespaces({ folder }: Asked): Suggestion[] {
  const names = new Set(folder.index.ofKind('Namespace').map(({ name }) => name))
  for (const { namespace } of folder.index.entries()) if (namespace !== '') names.add(namespace)
  return [...names].map(label => item(label, CompletionItemKind.Reference, 'namespace'))
}

function keysOf({ folder, namespace }: Asked, kind: string, name: string | undefined): Suggestion[] {
  const entries = name ? folder.index.named(kind, namespace, name) : folder.index.ofKind(kind, namespace)
  return unique(
    entries.flatMap(({ object: { value }, name: holder }) =>
      ['data', 'stringData', 'binaryData'].flatMap(field => {
        const data = value[field]
        return isObject(data)
          ? Object.keys(data).map(key => item(key, CompletionItemKind.Property, `key of ${holder}`))
          : []
      }),
    ),
  )
}

/** `items` of a volume choose among the keys of what the volume shows. */
function volumeSource(asked: Asked): [string, string | undefined] {
  const steps = asked.path.map(String)
  const isSecret = steps.includes('secret')
  const holder = asked.beside(1)
  return [isSecret ? 'Secret' : 'ConfigMap', holder.get('secretName') ?? holder.get('name')]
}

/** Names in lists of this text, also of one that is half broken. */
function localNames({ chunk }: Asked, list: string): string[] {
  const names = new Set<string>()
  const visit = (node: YamlNode): void => {
    if (node.kind === 'sequence') for (const one of node.items) visit(one)
    if (node.kind !== 'mapping') return
    for (const pair of node.pairs) {
      if (pair.name === list && pair.node.kind === 'sequence') {
        for (const one of pair.node.items) {
          const name = one.kind === 'mapping' ? pairOf(one, 'name')?.node.value : undefined
          if (typeof name === 'string') names.add(name)
        }
      }
      visit(pair.node)
    }
  }
  for (const { node } of chunk.documents) if (node) visit(node)
  // A document that gives nothing is asked line by line.
  if (names.size === 0)
    for (const [, name] of chunk.source.text.matchAll(/^\s*- name:\s*([\w-]+)\s*$/gm)) names.add(name!)
  return [...names]
}

function targetPorts(asked: Asked): Suggestion[] {
  const selector = [...asked.where.levels].reverse().find(level => level.path.at(-1) === 'spec')
  const node = asked.chunk.objects.find(object => object.kind === 'Service')
  const spec = node?.value['spec']
  const labels = isObject(spec) && isObject(spec['selector']) ? spec['selector'] : undefined
  const found = new Map<string, string>()
  for (const entry of asked.folder.index.podsIn(asked.namespace)) {
    const matches = labels
      ? Object.entries(labels).every(([key, value]) => entry.podLabels?.[key] === value)
      : selector !== undefined
    if (matches) for (const port of portsOf(entry.object.value)) if (port.name) found.set(port.name, entry.name)
  }
  return [...found].map(([label, holder]) => item(label, CompletionItemKind.Variable, `port of ${holder}`))
}

function servicePorts(asked: Asked): Suggestion[] {
  const service = asked.beside(1).get('name')
  return unique(
    (service ? asked.folder.index.named('Service', asked.namespace, service) : []).flatMap(({ object: { value } }) => {
      const spec = value['spec']
      const ports = isObject(spec) && Array.isArray(spec['ports']) ? spec['ports'] : []
      return ports.flatMap(port =>
        isObject(port) && typeof port['name'] === 'string'
          ? [item(port['name'], CompletionItemKind.Variable, 'port of the Service')]
          : [],
      )
    }),
  )
}

const isSelector = ({ path, kind }: Asked): boolean =>
  path.at(-1) === 'matchLabels' ||
  (path.at(-1) === 'selector' && (kind === 'Service' || kind === 'ReplicationController'))

function labelsInUse({ folder, namespace }: Asked): Map<string, Map<string, number>> {
  const labels = new Map<string, Map<string, number>>()
  for (const { podLabels = {} } of folder.index.podsIn(namespace)) {
    for (const key in podLabels) {
      const values = labels.get(key) ?? new Map<string, number>()
      labels.set(key, values.set(podLabels[key]!, (values.get(podLabels[key]!) ?? 0) + 1))
    }
  }
  return labels
}

function labelValues(asked: Asked): Suggestion[] {
  const path = asked.path.slice(0, -1)
  if (!isSelector({ ...asked, path })) return []
  const values = labelsInUse(asked).get(String(asked.path.at(-1))) ?? new Map<string, number>()
  return [...values].map(([label, uses]) => item(label, CompletionItemKind.Value, `used ${times(uses)}`))
}

const unique = (suggestions: readonly Suggestion[]): Suggestion[] => [
  ...new Map(suggestions.map(one => [one.label, one])).values(),
]
