import type { Pair, YamlNode } from './node.ts'
import { formatPath, type Path } from './path.ts'

export interface Duplicate {
  readonly path: Path
  readonly pair: Pair
  /** The first pair with that name. */
  readonly first: Pair
}

/** Keys that appear again in their mapping, in the order of the text. What is behind an alias is not visited again. */
export function duplicatesIn(root: YamlNode): Duplicate[] {
  const found: Duplicate[] = []
  const work: { node: YamlNode; path: Path }[] = [{ node: root, path: [] }]
  for (let next = work.pop(); next; next = work.pop()) {
    const { node, path } = next
    if (node.kind === 'scalar' || node.alias) continue
    if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--)
        if (node.items[index]!.kind !== 'scalar') work.push({ node: node.items[index]!, path: [...path, index] })
      continue
    }
    if (Object.keys(node.value).length < node.pairs.length) {
      const seen = new Map<string, Pair>()
      for (const pair of node.pairs) {
        if (pair.merge) continue
        const first = seen.get(pair.name)
        if (first) found.push({ path: [...path, pair.name], pair, first })
        else seen.set(pair.name, pair)
      }
    }
    for (let index = node.pairs.length - 1; index >= 0; index--) {
      const pair = node.pairs[index]!
      if (pair.node.kind !== 'scalar') work.push({ node: pair.node, path: [...path, pair.name] })
    }
  }
  return found.sort((a, b) => a.pair.key.start - b.pair.key.start)
}

/** `duplicate field "data.a"`, as strict decoding of JSON says it. */
export const jsonDuplicates = (root: YamlNode): string[] => [
  ...new Set(duplicatesIn(root).map(({ path }) => `duplicate field "${formatPath(path)}"`)),
]
