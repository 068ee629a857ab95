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
  for (let index = mapping.pairs.length - 1; index >= 0; index--) {
    const pair = mapping.pairs[index]!
    if (!pair.merge) {
      if (pair.name === name) return pair
      continue
    }
    const sources = pair.node.kind === 'sequence' ? pair.node.items : [pair.node]
    for (const source of sources) {
      const merged = source.kind === 'mapping' ? pairOf(source, name) : undefined
      if (merged) return merged
    }
  }
  return undefined
}
