import { type ManifestObject, manifestObject } from '../../src/manifest/objects.ts'
import { type JsonObject, put } from '../../src/resource/json.ts'
import { type MappingNode, pairOf, type ScalarNode, type YamlNode } from '../../src/yaml/node.ts'
import { nodeAt } from '../../src/yaml/place.ts'
import { keySymbol, type Occurrence, objectSymbol } from './occurrences.ts'

export const namesKustomization = (name: string): boolean =>
  /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(name)

const GENERATORS = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
] as const

/**
 * The ConfigMaps and Secrets that a Kustomization makes, and their keys, as manifests name them: a manifest that
 * says no namespace may mean the one that the Kustomization gives to all of them.
 *
 * @param read a file beside the Kustomization
 */
export function generatedBy(object: ManifestObject, read: (path: string) => string | undefined): Occurrence[] {
  const root = nodeAt(object.document, object.base)
  if (root?.kind !== 'mapping') return []
  const common = textAt(root, 'namespace')
  return GENERATORS.flatMap(([field, kind]) =>
    itemsOf(root, field).flatMap(item => {
      const name = item.kind === 'mapping' ? scalarAt(item, 'name') : undefined
      if (item.kind !== 'mapping' || typeof name?.value !== 'string' || name.value === '') return []
      const own = textAt(item, 'namespace')
      const namespaces = own === undefined ? ['default', ...(common === undefined ? [] : [common])] : [own]
      const made = name.value
      return namespaces.flatMap((namespace): Occurrence[] => [
        { symbol: objectSymbol(kind, namespace, made), role: 'definition', name: made, node: name, object },
        ...keysOf(item, read).map(
          ({ key, node, isFile }): Occurrence => ({
            symbol: keySymbol(kind, namespace, made, key),
            role: 'definition',
            name: key,
            node,
            object,
            ...(isFile && { isFile }),
          }),
        ),
      ])
    }),
  )
}

/** As manifests that could stand in the workspace instead. */
export function manifestsOf(object: ManifestObject, made: readonly Occurrence[]): ManifestObject[] {
  const manifests = new Map<string, { kind: string; namespace: string; name: string; data: JsonObject }>()
  for (const { symbol } of made) {
    const [what, kind = '', namespace = '', name = '', key = ''] = symbol.split('\n')
    const id = `${kind}\n${namespace}\n${name}`
    const known = manifests.get(id) ?? { kind, namespace, name, data: {} }
    manifests.set(id, known)
    if (what === 'key') put(known.data, key, '')
  }
  return [...manifests.values()].map(({ kind, namespace, name, data }) =>
    manifestObject(
      object.file,
      () => object.document,
      { apiVersion: 'v1', kind, metadata: { name, namespace }, data },
      object.base,
    ),
  )
}

/** `literals: [key=value]`, `files: [key=path, path]`: a path alone gives its file's name. */
function keysOf(generator: MappingNode, read: (path: string) => string | undefined): Key[] {
  const entries = (['literals', 'files'] as const).flatMap(field =>
    itemsOf(generator, field).map(node => ({ node, field })),
  )
  const own = entries.flatMap(({ node, field }): Key[] => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return []
    const equals = node.value.indexOf('=')
    if (equals < 0) return field === 'files' ? [{ key: node.value.split('/').at(-1)!, node, isFile: true }] : []
    const key = node.value.slice(0, equals)
    const isPlain = node.style === 'plain' && node.end - node.start === node.value.length
    return [{ key, node: isPlain ? { ...node, end: node.start + equals } : node, isFile: !isPlain }]
  })
  const fromFiles = [...itemsOf(generator, 'envs'), pairOf(generator, 'env')?.node].flatMap((node): Key[] => {
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') return []
    const lines = read(node.value)?.split(/\r\n|\r|\n/) ?? []
    return lines.flatMap(line => {
      const key = /^\s*([^#=\s][^=]*?)\s*(?:=|$)/.exec(line)?.[1]
      return key === undefined ? [] : [{ key, node, isFile: true }]
    })
  })
  return [...own, ...fromFiles]
}

interface Key {
  readonly key: string
  readonly node: ScalarNode
  readonly isFile: boolean
}

const itemsOf = (node: MappingNode, field: string): readonly YamlNode[] => {
  const list = pairOf(node, field)?.node
  return list?.kind === 'sequence' ? list.items : []
}

const scalarAt = (node: MappingNode, name: string): ScalarNode | undefined => {
  const found = pairOf(node, name)?.node
  return found?.kind === 'scalar' ? found : undefined
}

const textAt = (node: MappingNode, name: string): string | undefined => {
  const value = scalarAt(node, name)?.value
  return typeof value === 'string' && value !== '' ? value : undefined
}
