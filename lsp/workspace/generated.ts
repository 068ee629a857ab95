import type { ManifestObject } from '../../src/manifest/objects.ts'
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
 */
export function generatedBy(object: ManifestObject): Occurrence[] {
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
        ...keysOf(item).map(
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

/** `literals: [key=value]`, `files: [key=path, path]`: a path alone gives its file's name. */
function keysOf(generator: MappingNode): { key: string; node: ScalarNode; isFile: boolean }[] {
  const entries = (['literals', 'files'] as const).flatMap(field =>
    itemsOf(generator, field).map(node => ({ node, field })),
  )
  return entries.flatMap(({ node, field }) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return []
    const equals = node.value.indexOf('=')
    if (equals < 0) return field === 'files' ? [{ key: node.value.split('/').at(-1)!, node, isFile: true }] : []
    const key = node.value.slice(0, equals)
    const isPlain = node.style === 'plain' && node.end - node.start === node.value.length
    return [{ key, node: isPlain ? { ...node, end: node.start + equals } : node, isFile: !isPlain }]
  })
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
