import type { Json, JsonObject } from '../resource/json.ts'
import type { Span } from '../text/source.ts'

/**
 * A YAML value that knows its place. `value` is what the API server reads it as: YAML 1.1 scalars
 * resolved as sigs.k8s.io/yaml does, merge keys merged, aliases followed. Where an alias stands, the
 * node has the place of the alias and the content of its anchor.
 */
export type YamlNode = ScalarNode | SequenceNode | MappingNode

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

export interface ScalarNode extends Span {
  readonly kind: 'scalar'
  readonly value: Json
  /** The scalar as written is `source.text.slice(start, end)`; an absent value (`key:`) is empty and plain. */
  readonly style: ScalarStyle
  readonly alias?: boolean
}

export interface SequenceNode extends Span {
  readonly kind: 'sequence'
  readonly value: Json[]
  readonly items: readonly YamlNode[]
  /** Written with brackets. */
  readonly flow: boolean
  readonly alias?: boolean
}

export interface MappingNode extends Span {
  readonly kind: 'mapping'
  readonly value: JsonObject
  /** As written: duplicates and merge keys included. `pairOf` finds the one that counts. */
  readonly pairs: readonly Pair[]
  /** A key appears more than once in it. */
  readonly repeats: boolean
  /** Written with braces. */
  readonly flow: boolean
  readonly alias?: boolean
}

export interface Pair {
  readonly key: ScalarNode
  /** The key as the object has it: YAML `8080:` is the key "8080". */
  readonly name: string
  readonly node: YamlNode
  /** A merge key: `<<: *defaults`. */
  readonly merge: boolean
}

/** The pair that gives a mapping its value for a key. The last one wins, merged ones included, as in go-yaml. */
export function pairOf(mapping: MappingNode, name: string): Pair | undefined {
  return mapping.pairs.length < MANY ? search(mapping, name) : indexOf(mapping).get(name)
}

/** From so many pairs on, whoever asks for one will ask for others: thousands of labels, each with a complaint. */
const MANY = 100
const indexes = new WeakMap<MappingNode, Map<string, Pair>>()

function indexOf(mapping: MappingNode): ReadonlyMap<string, Pair> {
  let index = indexes.get(mapping)
  if (!index) {
    index = new Map()
    for (const pair of mapping.pairs) {
      if (!pair.merge) index.set(pair.name, pair)
      // Of several sources the first one wins.
      else
        for (const source of [...sourcesOf(pair)].reverse())
          for (const [name, found] of indexOf(source)) index.set(name, found)
    }
    indexes.set(mapping, index)
  }
  return index
}

/** The mappings that a merge key brings in. */
const sourcesOf = ({ node }: Pair): readonly MappingNode[] =>
  (node.kind === 'sequence' ? node.items : [node]).filter(source => source.kind === 'mapping')

function search(mapping: MappingNode, name: string): Pair | undefined {
  for (let index = mapping.pairs.length - 1; index >= 0; index--) {
    const pair = mapping.pairs[index]!
    if (!pair.merge) {
      if (pair.name === name) return pair
      continue
    }
    for (const source of sourcesOf(pair)) {
      const merged = pairOf(source, name)
      if (merged) return merged
    }
  }
  return undefined
}
