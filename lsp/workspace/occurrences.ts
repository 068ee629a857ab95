import type { ManifestObject } from '../../src/manifest/objects.ts'
import type { Minor } from '../../src/resource/version.ts'
import { catalog } from '../../src/schema/catalog.ts'
import { namedBy } from '../../src/schema/references.ts'
import type { Shape } from '../../src/schema/shape.ts'
import type { Type } from '../../src/schema/type.ts'
import { type MappingNode, pairOf, type ScalarNode, type YamlNode } from '../../src/yaml/node.ts'
import { nodeAt } from '../../src/yaml/place.ts'

/** A place where something is named. Places count from the beginning of their chunk. */
export interface Occurrence {
  /** What is named, as one text: see `objectSymbol` and the functions below. */
  readonly symbol: string
  /** `mention`: the same name, but nothing hangs on it; a rename takes it along. */
  readonly role: 'definition' | 'reference' | 'mention'
  readonly name: string
  readonly node: ScalarNode
  readonly object: ManifestObject
  /** The name is that of a file, or cannot be told from what stands beside it: no rename changes it. */
  readonly isFile?: boolean
}

export const objectSymbol = (kind: string, namespace: string, name: string): string =>
  `object\n${kind}\n${namespace}\n${name}`
export const keySymbol = (kind: string, namespace: string, name: string, key: string): string =>
  `key\n${kind}\n${namespace}\n${name}\n${key}`
export const labelSymbol = (namespace: string, key: string, value: string): string =>
  `label\n${namespace}\n${key}\n${value}`
/** A port of a Service, as Ingresses name it. */
export const servicePortSymbol = (namespace: string, service: string, port: string): string =>
  `service port\n${namespace}\n${service}\n${port}`
/** A port of the pods that a Service selects, as the Service names it. */
export const targetPortSymbol = (namespace: string, service: string, port: string): string =>
  `target port\n${namespace}\n${service}\n${port}`

/** Every place of an object where something is named: itself, its keys, its labels, what it refers to. */
export function occurrencesIn(object: ManifestObject, kind: string, namespace: string, minor: Minor): Occurrence[] {
  const node = nodeAt(object.document, object.base)
  if (node?.kind !== 'mapping') return []
  const reader = new Reader(object, kind, namespace)
  reader.itself(node)
  const type = catalog(minor).kind(object.apiVersion, object.kind)?.type
  if (type) reader.struct(node, type)
  return reader.found
}

/** Numbers tell objects apart where names are only known inside of one. */
let objects = 0

class Reader {
  readonly found: Occurrence[] = []
  readonly #object: ManifestObject
  readonly #kind: string
  readonly #namespace: string
  readonly #local = ++objects

  constructor(object: ManifestObject, kind: string, namespace: string) {
    this.#object = object
    this.#kind = kind
    this.#namespace = namespace
  }

  itself(node: MappingNode): void {
    const metadata = mappingAt(node, 'metadata')
    const name = scalarAt(metadata, 'name')
    const { subject } = this.#object
    if (name) this.#add(objectSymbol(this.#kind, this.#namespace, subject.name), 'definition', name)
    const namespace = scalarAt(metadata, 'namespace')
    if (namespace) this.#refer('Namespace', '', namespace)
    if (this.#kind === 'ConfigMap' || this.#kind === 'Secret') {
      for (const field of ['data', 'stringData', 'binaryData']) {
        for (const pair of mappingAt(node, field)?.pairs ?? [])
          if (!pair.merge)
            this.#add(keySymbol(this.#kind, this.#namespace, subject.name, pair.name), 'definition', pair.key)
      }
    }
    // Selectors select pods; the labels of what makes them usually say the same, and follow a rename.
    if (this.#kind !== 'Pod') this.#labels(mappingAt(metadata, 'labels'), 'mention')
  }

  struct(node: YamlNode, type: Type): void {
    if (node.kind !== 'mapping' || node.alias) return
    this.#special(node, type)
    for (const pair of node.pairs) {
      if (pair.merge) continue
      const field = type.fields.get(pair.name)
      if (!field) continue
      const named = namedBy(type, pair.name)
      if (named) this.#named(pair.node, named, node)
      this.#value(pair.node, field.shape, pair.name, type, node)
    }
  }

  #value(node: YamlNode, shape: Shape, field: string, owner: Type, parent: MappingNode): void {
    if (shape.kind === 'struct') {
      if (shape.type.name === 'LabelSelector' && selectsPods(field, owner)) this.#selector(node, parent)
      else this.struct(node, shape.type)
    } else if (shape.kind === 'list' && node.kind === 'sequence') {
      for (const item of node.items) this.#value(item, shape.of, field, owner, parent)
    } else if (shape.kind === 'map' && node.kind === 'mapping' && shape.of.kind === 'struct') {
      for (const pair of node.pairs) if (!pair.merge) this.#value(pair.node, shape.of, field, owner, parent)
    }
  }

  /** A field that names objects of a kind; a list of references names several. */
  #named(node: YamlNode, kind: string, parent: MappingNode): void {
    if (node.kind === 'sequence') {
      for (const item of node.items) this.#named(item, kind, parent)
      return
    }
    const name = node.kind === 'mapping' ? scalarAt(node, 'name') : node
    if (name?.kind !== 'scalar') return
    const namespace = scalarAt(node.kind === 'mapping' ? node : parent, 'namespace')
    this.#refer(kind, CLUSTER_WIDE.has(kind) ? '' : (textOf(namespace) ?? this.#namespace), name)
  }

  /** What a field says depends on the fields beside it. */
  #special(node: MappingNode, { name: type }: Type): void {
    switch (type) {
      case 'ConfigMapKeySelector':
      case 'SecretKeySelector':
        this.#key(type === 'SecretKeySelector' ? 'Secret' : 'ConfigMap', scalarAt(node, 'name'), scalarAt(node, 'key'))
        break
      case 'ConfigMapVolumeSource':
      case 'ConfigMapProjection':
        this.#items('ConfigMap', scalarAt(node, 'name'), node)
        break
      case 'SecretVolumeSource':
        this.#items('Secret', scalarAt(node, 'secretName'), node)
        break
      case 'SecretProjection':
        this.#items('Secret', scalarAt(node, 'name'), node)
        break
      case 'CrossVersionObjectReference':
      case 'RoleRef':
      case 'Subject':
        this.#other(node)
        break
      case 'PodTemplateSpec':
        this.#labels(mappingAt(mappingAt(node, 'metadata'), 'labels'), 'definition')
        break
      case 'Pod':
        this.#labels(mappingAt(mappingAt(node, 'metadata'), 'labels'), 'definition')
        break
      case 'ReplicationControllerSpec':
        this.#labels(mappingAt(node, 'selector'), 'reference')
        break
      case 'ServiceSpec':
        this.#labels(mappingAt(node, 'selector'), 'reference')
        break
      case 'ServicePort':
        this.#service(node)
        break
      case 'StatefulSetSpec': {
        // What it claims for its pods is mounted like a volume.
        const claims = pairOf(node, 'volumeClaimTemplates')?.node
        for (const claim of claims?.kind === 'sequence' ? claims.items : [])
          this.#inside('volume', scalarAt(mappingAt(claim, 'metadata'), 'name'), 'definition')
        break
      }
      case 'NetworkPolicyIngressRule':
        this.#policy(node)
        break
      case 'IngressServiceBackend': {
        const service = textOf(scalarAt(node, 'name'))
        const port = scalarAt(mappingAt(node, 'port'), 'name')
        if (service && port)
          this.#add(servicePortSymbol(this.#namespace, service, String(port.value)), 'reference', port)
        break
      }
      case 'Container':
      case 'EphemeralContainer':
        this.#image(node)
        break
      case 'ContainerPort':
        this.#inside('port', scalarAt(node, 'name'), 'definition')
        break
      case 'HTTPGetAction':
      case 'TCPSocketAction':
        this.#inside('port', scalarAt(node, 'port'), 'reference')
        break
      case 'Volume':
        this.#inside('volume', scalarAt(node, 'name'), 'definition')
        break
      case 'VolumeMount':
      case 'VolumeDevice':
        this.#inside('volume', scalarAt(node, 'name'), 'reference')
        break
    }
  }

  #key(kind: string, name: ScalarNode | undefined, key: ScalarNode | undefined): void {
    const object = textOf(name)
    const text = textOf(key)
    if (object && text && key) this.#add(keySymbol(kind, this.#namespace, object, text), 'reference', key)
  }

  #items(kind: string, name: ScalarNode | undefined, node: MappingNode): void {
    const items = pairOf(node, 'items')?.node
    if (items?.kind !== 'sequence') return
    for (const item of items.items) if (item.kind === 'mapping') this.#key(kind, name, scalarAt(item, 'key'))
  }

  /** `{ kind, name }`: a scale target, a role, a subject. */
  #other(node: MappingNode): void {
    const kind = textOf(scalarAt(node, 'kind'))
    const name = scalarAt(node, 'name')
    if (!kind || !name || kind === 'User' || kind === 'Group') return
    const namespace = CLUSTER_WIDE.has(kind) ? '' : (textOf(scalarAt(node, 'namespace')) ?? this.#namespace)
    this.#refer(kind, namespace, name)
  }

  #service(node: MappingNode): void {
    const { name } = this.#object.subject
    const port = scalarAt(node, 'name')
    if (port) this.#add(servicePortSymbol(this.#namespace, name, String(port.value)), 'definition', port)
    const target = scalarAt(node, 'targetPort')
    if (target && typeof target.value === 'string')
      this.#add(targetPortSymbol(this.#namespace, name, target.value), 'reference', target)
  }

  /** Ports that a policy opens, as the pods that it selects call them. */
  #policy(node: MappingNode): void {
    const ports = pairOf(node, 'ports')?.node
    for (const item of ports?.kind === 'sequence' ? ports.items : []) {
      const port = scalarAt(item, 'port')
      if (port && typeof port.value === 'string')
        this.#add(
          targetPortSymbol(this.#namespace, `policy ${this.#object.subject.name}`, port.value),
          'reference',
          port,
        )
    }
  }

  #image(node: MappingNode): void {
    const image = scalarAt(node, 'image')
    if (image && typeof image.value === 'string') this.#add(`image\n${image.value}`, 'mention', image)
  }

  /** Names that only hold inside of one object. */
  #inside(what: 'port' | 'volume', node: ScalarNode | undefined, role: Occurrence['role']): void {
    if (node && typeof node.value === 'string') this.#add(`${what}\n${this.#local}\n${node.value}`, role, node)
  }

  /** The namespace that a selector looks into, if it is one: what stands beside it may say so. */
  #lookedAt(parent: MappingNode): string | undefined {
    const named = pairOf(parent, 'namespaces')?.node
    const byLabels = mappingAt(parent, 'namespaceSelector')
    if (byLabels && byLabels.pairs.length > 0) {
      const labels = mappingAt(byLabels, 'matchLabels')
      return byLabels.pairs.length === 1 && labels?.pairs.length === 1
        ? textOf(scalarAt(labels, 'kubernetes.io/metadata.name'))
        : undefined
    }
    if (named?.kind !== 'sequence' || named.items.length === 0) return this.#namespace
    const [only, ...more] = named.items
    return more.length === 0 && only?.kind === 'scalar' ? textOf(only) : undefined
  }

  #selector(node: YamlNode, parent: MappingNode): void {
    const namespace = this.#lookedAt(parent)
    if (node.kind !== 'mapping' || namespace === undefined) return
    this.#labels(mappingAt(node, 'matchLabels'), 'reference', namespace)
    const expressions = pairOf(node, 'matchExpressions')?.node
    if (expressions?.kind !== 'sequence') return
    for (const expression of expressions.items) {
      if (expression.kind !== 'mapping') continue
      const key = textOf(scalarAt(expression, 'key'))
      const values = pairOf(expression, 'values')?.node
      if (!key || values?.kind !== 'sequence') continue
      for (const value of values.items)
        if (value.kind === 'scalar' && typeof value.value === 'string')
          this.#add(labelSymbol(namespace, key, value.value), 'reference', value)
    }
  }

  #labels(node: MappingNode | undefined, role: Occurrence['role'], namespace = this.#namespace): void {
    if (!node || node.alias) return
    for (const { merge, name, node: value } of node.pairs)
      if (!merge && value.kind === 'scalar' && typeof value.value === 'string')
        this.#add(labelSymbol(namespace, name, value.value), role, value)
  }

  #refer(kind: string, namespace: string, node: ScalarNode): void {
    if (typeof node.value === 'string' && node.value !== '')
      this.#add(objectSymbol(kind, namespace, node.value), 'reference', node)
  }

  #add(symbol: string, role: Occurrence['role'], node: ScalarNode): void {
    if (node.start === node.end || node.alias) return
    this.found.push({ symbol, role, name: String(node.value), node, object: this.#object })
  }
}

const CLUSTER_WIDE = new Set([
  'ClusterRole',
  'IngressClass',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'VolumeAttributesClass',
])

/** Selectors of namespaces and volumes look like those of pods. */
const selectsPods = (field: string, { name }: Type): boolean =>
  field !== 'namespaceSelector' && name !== 'PersistentVolumeClaimSpec' && name !== 'AggregationRule'

const scalarAt = (node: YamlNode | undefined, name: string): ScalarNode | undefined => {
  const found = node?.kind === 'mapping' ? pairOf(node, name)?.node : undefined
  return found?.kind === 'scalar' ? found : undefined
}

const mappingAt = (node: YamlNode | undefined, name: string): MappingNode | undefined => {
  const found = node?.kind === 'mapping' ? pairOf(node, name)?.node : undefined
  return found?.kind === 'mapping' ? found : undefined
}

const textOf = (node: ScalarNode | undefined): string | undefined =>
  typeof node?.value === 'string' ? node.value : undefined
