import type { ManifestObject } from '../../src/manifest/objects.ts'
import { isObject } from '../../src/resource/json.ts'
import type { Document } from '../../src/yaml/document.ts'
import type { Pair, YamlNode } from '../../src/yaml/node.ts'
import type { Chunk } from './chunk.ts'
import type { ManifestFile } from './file.ts'

/** What is at an offset: the innermost value or key, and the way to it. */
export interface Spot {
  readonly file: ManifestFile
  readonly chunk: Chunk
  readonly document: Document
  /** The object of a whole document; of a broken one only its type is known. */
  readonly object?: ManifestObject
  readonly apiVersion: string
  readonly kind: string
  /** As it is written. */
  readonly namespace?: string
  /** From the object's root. */
  readonly path: readonly (string | number)[]
  /** The value at the path, and the pair that holds it. */
  readonly node: YamlNode
  readonly pair?: Pair
  readonly onKey: boolean
  /** From the outermost value to the one at the path. */
  readonly nodes: readonly YamlNode[]
}

export function spotAt(file: ManifestFile, offset: number): Spot | undefined {
  const chunk = file.chunkAt(offset)
  if (!chunk) return undefined
  const at = offset - chunk.start
  const document = chunk.documents.find(({ node }) => node && node.start <= at && at <= node.end)
  if (!document?.node) return undefined
  let node = document.node
  let pair: Pair | undefined
  let onKey = false
  const path: (string | number)[] = []
  const nodes: YamlNode[] = [node]
  while (!onKey) {
    const next = step(node, at)
    if (!next) break
    path.push(next.step)
    node = next.node
    pair = next.pair
    onKey = next.onKey
    nodes.push(node)
  }
  const { base, apiVersion, kind, namespace } = typeOf(document, path)
  const object = document.problem === undefined ? objectAt(chunk, document, path.slice(0, base)) : undefined
  return {
    file,
    chunk,
    document,
    ...(object && { object }),
    apiVersion,
    kind,
    ...(namespace !== undefined && { namespace }),
    path: path.slice(base),
    node,
    ...(pair && { pair }),
    onKey,
    nodes,
  }
}

const objectAt = (
  { objects }: Chunk,
  document: Document,
  base: readonly (string | number)[],
): ManifestObject | undefined =>
  objects.find(object => object.document === document && object.base.every((step, index) => step === base[index]))

function step(
  node: YamlNode,
  at: number,
): { step: string | number; node: YamlNode; pair?: Pair; onKey: boolean } | undefined {
  if (node.kind === 'sequence') {
    const index = node.items.findIndex(item => item.start <= at && at <= item.end)
    return index < 0 ? undefined : { step: index, node: node.items[index]!, onKey: false }
  }
  if (node.kind !== 'mapping' || node.alias) return undefined
  for (const pair of node.pairs) {
    const onKey = pair.key.start <= at && at <= pair.key.end
    const inside = pair.node.start <= at && at <= pair.node.end && !pair.node.alias
    if (onKey || inside) return { step: pair.name, node: pair.node, pair, onKey }
  }
  return undefined
}

/** The object that a path of a document leads into: the document itself, or an item of its `List`. */
function typeOf({ node, value }: Document, path: readonly (string | number)[]) {
  const root = isObject(node?.value) ? node.value : isObject(value) ? value : {}
  const { kind, items } = root
  const isList = typeof kind === 'string' && kind.endsWith('List') && path[0] === 'items' && typeof path[1] === 'number'
  const item = isList && Array.isArray(items) ? items[Number(path[1])] : undefined
  const own = isObject(item) ? item : root
  const { metadata } = own
  return {
    base: isObject(item) ? 2 : 0,
    apiVersion: typeof own['apiVersion'] === 'string' ? own['apiVersion'] : '',
    kind: typeof own['kind'] === 'string' ? own['kind'] : '',
    namespace: isObject(metadata) && typeof metadata['namespace'] === 'string' ? metadata['namespace'] : undefined,
  }
}
