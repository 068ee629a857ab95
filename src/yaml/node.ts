import type { Json, JsonObject } from '../resource/json.ts'
import type { Span } from '../text/source.ts'

/**
 * A YAML value that knows its place. `value` is what the API server reads it as: YAML 1.1 scalars
 * resolved as sigs.k8s.io/yaml does, merge keys merged, aliases followed.
 */
export type YamlNode = ScalarNode | SequenceNode | MappingNode

export interface ScalarNode extends Span {
  readonly kind: 'scalar'
  readonly value: Json
  /** The scalar as written, for findings that are about the spelling (`yes`, `0777`, `1.0`). */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
}

export interface SequenceNode extends Span {
  readonly kind: 'sequence'
  readonly value: Json[]
  readonly items: readonly YamlNode[]
}

export interface MappingNode extends Span {
  readonly kind: 'mapping'
  readonly value: JsonObject
  readonly pairs: readonly Pair[]
}

export interface Pair {
  readonly key: ScalarNode
  /** The key as the object has it: YAML `8080:` is the key "8080". */
  readonly name: string
  readonly node: YamlNode
}
