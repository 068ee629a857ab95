import { CompletionItemKind } from 'vscode-languageserver'
import { isObject } from '../../../src/resource/json.ts'
import { parseApiVersion } from '../../../src/resource/object.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { namedBy } from '../../../src/schema/references.ts'
import { pairOf, type YamlNode } from '../../../src/yaml/node.ts'
import { customKinds } from '../../schema/kinds.ts'
import type { Entry } from '../../workspace/index.ts'
import { portsOf } from '../../workspace/ports.ts'
import { selectorOf } from '../../workspace/selected.ts'
import { standardNames } from '../../workspace/standard.ts'
import type { Asked, Suggestion } from './complete.ts'
import { fileItems } from './files.ts'
import { labelKeys, labelValues, requirementItems } from './labels.ts'
import { scaledItems, targetItems } from './targets.ts'

/** Names that the workspace holds, where a field takes one. Values of Secrets are never among them. */
export function nameItems(asked: Asked): Suggestion[] {
  const { here, path, folder } = asked
  const files = fileItems(asked)
  if (files.length > 0) return files
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
      return objectNames(asked, asked.beside(0).get('kind') ?? '')
    case 'Subject.name':
      return objectNames(asked, asked.beside(0).get('kind') ?? '', asked.beside(0).get('namespace'))
    case 'LabelSelectorRequirement.key':
    case 'LabelSelectorRequirement.values':
    case 'NodeSelectorRequirement.key':
    case 'NodeSelectorRequirement.values':
      return requirementItems(asked, name)
    case 'PolicyRule.apiGroups':
    case 'RuleWithOperations.apiGroups':
    case 'NamedRuleWithOperations.apiGroups':
      return apiGroups(asked)
    case 'PolicyRule.resources':
    case 'RuleWithOperations.resources':
    case 'NamedRuleWithOperations.resources':
      return apiResources(asked)
    case 'LocalObjectReference.name':
      return objectNames(asked, 'Secret')
    case 'Container.image':
    case 'EphemeralContainer.image':
      return [...folder.index.images].map(([label, uses]) =>
        item(label, CompletionItemKind.File, `used ${times(uses)}`),
      )
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return localNames(asked, 'volumes', 'volumeClaimTemplates').map(label =>
        item(label, CompletionItemKind.Variable, 'volume'),
      )
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
      return localNames(asked, 'ports').map(label => item(label, CompletionItemKind.Variable, 'port'))
    case 'Selector.kind':
    case 'Selector.name':
      return targetItems(asked, name === 'kind' ? 'kind' : 'name')
    case 'Replica.name':
      return scaledItems(asked)
    case 'ServicePort.targetPort':
      return targetPorts(asked)
    case 'NetworkPolicyPort.port':
      return targetPorts(asked)
    case 'ServiceBackendPort.name':
    case 'ServiceBackendPort.number':
      return servicePorts(asked, name === 'name' ? 'name' : 'number')
    default:
      return []
  }
}

/** The keys that a map may want: labels, names of resources. */
export function mapKeyItems(asked: Asked): Suggestion[] {
  const present = asked.beside(0)
  const suggestions = labelKeys(asked)
  if (asked.here?.value.item?.scalar === 'Quantity')
    for (const label of ['cpu', 'memory', 'ephemeral-storage', 'storage'])
      suggestions.push({ label, kind: CompletionItemKind.Unit, rest: ' ' })
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

function objectNames({ folder, namespace, chunk }: Asked, kind: string, elsewhere?: string): Suggestion[] {
  const clusterWide = catalog(folder.minor).named(kind)[0]?.namespaced === false
  const own = elsewhere || namespace
  const entries = folder.index.ofKind(kind, clusterWide ? '' : own).filter(entry => entry.name !== '')
  return unique([
    ...entries.map(entry => item(entry.name, CompletionItemKind.Reference, whereOf(entry, chunk.file.name, kind))),
    ...folder.index
      .generated(kind, own)
      .map(name => item(name, CompletionItemKind.Reference, `${kind}, made by kustomize`)),
    ...standardNames(kind).map(name => ({ ...item(name, CompletionItemKind.Reference, 'in every cluster'), rank: 2 })),
  ])
}

/** Groups that roles and webhooks may speak of; the first one is called by an empty text. */
function apiGroups({ folder }: Asked): Suggestion[] {
  const kinds = [
    ...catalog(folder.minor)
      .kinds()
      .filter(({ verbs }) => verbs.length > 0),
  ]
  const groups = new Set(kinds.map(({ group }) => group))
  for (const { apiVersion } of customKinds(folder).values()) groups.add(groupOf(apiVersion))
  return [...groups, '*'].map(group => ({
    ...item(group === '' ? '""' : group, CompletionItemKind.Module, group === '' ? 'the core group' : 'group'),
    ...(group === '' && { text: '""' }),
  }))
}

/** Resources of the groups beside. */
function apiResources({ folder, beside }: Asked): Suggestion[] {
  const written = beside(0).get('apiGroups') ?? beside(1).get('apiGroups')
  const groups = written === undefined || written === '' ? undefined : written.replaceAll(/[[\]"'\s]/g, '').split(',')
  const wanted = (group: string) => groups === undefined || groups.includes('*') || groups.includes(group)
  const builtIn = catalog(folder.minor)
    .kinds()
    .filter(({ group, verbs }) => verbs.length > 0 && wanted(group))
    .flatMap(({ plural, subresources, group }) =>
      [plural, ...subresources.map(sub => `${plural}/${sub}`)].map(label => ({
        ...item(label, CompletionItemKind.Reference, group === '' ? 'core' : group),
        rank: label === plural ? 1 : 4,
      })),
    )
  const custom = [...customKinds(folder).values()]
    .filter(({ apiVersion }) => wanted(groupOf(apiVersion)))
    .map(({ plural, apiVersion }) => item(plural, CompletionItemKind.Reference, groupOf(apiVersion)))
  return unique([...builtIn, ...custom])
}

const groupOf = (apiVersion: string): string => parseApiVersion(apiVersion).group

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
function localNames({ chunk }: Asked, ...lists: readonly string[]): string[] {
  const names = new Set<string>()
  const visit = (node: YamlNode): void => {
    if (node.kind === 'sequence') for (const one of node.items) visit(one)
    if (node.kind !== 'mapping') return
    for (const pair of node.pairs) {
      if (lists.includes(pair.name) && pair.node.kind === 'sequence') {
        for (const one of pair.node.items) {
          const own = one.kind === 'mapping' ? pairOf(one, 'name')?.node.value : undefined
          const metadata = own === undefined && isObject(one.value) ? one.value['metadata'] : undefined
          const name = isObject(metadata) ? metadata['name'] : own
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

/** Names that the pods which are selected have for their ports; of all pods, as long as nobody is selected. */
function targetPorts({ folder, chunk, namespace, where, kind }: Asked): Suggestion[] {
  const object = chunk.objects.find(one => one.kind === kind && !one.document.problem)
  const selector = object && selectorOf(object, folder)
  const isHalfWritten = where.levels.length > 0 && !selector
  const found = new Map<string, string>()
  for (const entry of folder.index.podsIn(namespace)) {
    if (!isHalfWritten && !selector?.matches(entry)) continue
    for (const port of portsOf(entry.object.value)) if (port.name) found.set(port.name, entry.name)
  }
  return [...found].map(([label, holder]) => item(label, CompletionItemKind.Variable, `port of ${holder}`))
}

function servicePorts(asked: Asked, field: 'name' | 'number'): Suggestion[] {
  const service = asked.beside(1).get('name')
  return unique(
    (service ? asked.folder.index.named('Service', asked.namespace, service) : []).flatMap(({ object: { value } }) => {
      const spec = value['spec']
      const ports = isObject(spec) && Array.isArray(spec['ports']) ? spec['ports'] : []
      return ports.flatMap(port =>
        isObject(port) && ['string', 'number'].includes(typeof port[field === 'name' ? 'name' : 'port'])
          ? [item(String(port[field === 'name' ? 'name' : 'port']), CompletionItemKind.Variable, 'port of the Service')]
          : [],
      )
    }),
  )
}

const unique = (suggestions: readonly Suggestion[]): Suggestion[] => [
  ...new Map(suggestions.map(one => [one.label, one])).values(),
]
