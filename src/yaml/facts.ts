import type { YamlNode } from './node.ts'
import type { Unrepresentable } from './resolve.ts'

/** What the API server stumbles over later than at the syntax, by node. Nearly no manifest has any. */
export class Facts {
  /** Scalars that do not resolve: `!!int 5.5`. The words of go-yaml. */
  readonly refused = new Map<YamlNode, string>()
  /** Floats that JSON cannot hold. */
  readonly unrepresentable = new Map<YamlNode, Unrepresentable>()
  /** Keys that are mappings or sequences, by the scalar that stands for them in the pair. */
  readonly complexKeys = new Map<YamlNode, YamlNode>()
  /** Keys that are no text and that JSON has no name for: null and integers from 2^63 on. */
  readonly namelessKeys = new Set<YamlNode>()
  readonly aliases = new Map<YamlNode, Alias>()
  merges = 0
  /** Some mapping has a key more than once. */
  repeats = false
}

export interface Alias {
  readonly name: string
  /** Absent when the anchor stands on a value around the alias, which so contains itself. */
  readonly target: YamlNode | undefined
  readonly kind: YamlNode['kind']
}
