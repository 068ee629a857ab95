import { kindKey } from '../../src/lint/lint-object.ts'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import type { Minor } from '../../src/resource/version.ts'
import { pairOf, type YamlNode } from '../../src/yaml/node.ts'
import { nodeAt } from '../../src/yaml/place.ts'
import { namespaceOf } from './namespace.ts'
import { type Occurrence, objectSymbol, occurrencesIn } from './occurrences.ts'

/** What a Kustomization names as the target of a patch, in whichever namespace that is. */
export const targetSymbol = (kind: string, name: string): string => `target\n${kind}\n${name}`

/** What a patch names: what it is about is made elsewhere, and does not hang on being patched. */
export function patchedBy(object: ManifestObject, minor: Minor): Occurrence[] {
  if (object.kind === '' || object.subject.name === '') return []
  const namespace = namespaceOf(object, minor)
  const kind = kindKey(object.apiVersion, object.kind)
  const own = objectSymbol(kind, namespace, object.subject.name)
  return occurrencesIn(object, kind, namespace, minor).map(one =>
    one.symbol === own && one.role === 'definition' ? { ...one, role: 'mention' } : one,
  )
}

/** Kinds whose number of pods `replicas` of a Kustomization sets. */
export const SCALED: readonly string[] = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']

/** `patches: [{ target: { kind, name } }]` and `replicas: [{ name }]`; a name is a pattern, and only a plain one is a name. */
export function targetsOf(object: ManifestObject): Occurrence[] {
  const root = nodeAt(object.document, object.base)
  const found: Occurrence[] = []
  const add = (name: YamlNode | undefined, kinds: readonly string[]): void => {
    if (name?.kind !== 'scalar' || typeof name.value !== 'string' || !/^[a-z0-9][-a-z0-9]*$/.test(name.value)) return
    for (const kind of kinds)
      found.push({ symbol: targetSymbol(kind, name.value), role: 'mention', name: name.value, node: name, object })
  }
  for (const field of ['patches', 'patchesJson6902']) {
    for (const item of itemsOf(root, field)) {
      const target = at(item, 'target')
      const kind = at(target, 'kind')
      if (kind?.kind === 'scalar' && typeof kind.value === 'string') add(at(target, 'name'), [kind.value])
    }
  }
  for (const item of itemsOf(root, 'replicas')) add(at(item, 'name'), SCALED)
  return found
}

const at = (node: YamlNode | undefined, field: string): YamlNode | undefined =>
  node?.kind === 'mapping' ? pairOf(node, field)?.node : undefined

function itemsOf(node: YamlNode | undefined, field: string): readonly YamlNode[] {
  const list = at(node, field)
  return list?.kind === 'sequence' ? list.items : []
}
