import { type Json, type JsonObject, put } from '../resource/json.ts'
import type { Span } from '../text/source.ts'
import type { MappingNode, Pair, ScalarNode, ScalarStyle, SequenceNode, YamlNode } from './node.ts'

export const scalar = (start: number, end: number, value: Json, style: ScalarStyle): ScalarNode => ({
  kind: 'scalar',
  start,
  end,
  value,
  style,
})

export function sequence(start: number, end: number, items: readonly YamlNode[], flow: boolean): SequenceNode {
  return { kind: 'sequence', start, end, value: items.map(item => item.value), items, flow }
}

export function mapping(start: number, end: number, pairs: readonly Pair[], flow: boolean): MappingNode {
  const value: JsonObject = {}
  let repeats = false
  for (const { name, node, merge } of pairs) {
    if (merge) mergeInto(value, node)
    else {
      if (value[name] !== undefined && Object.hasOwn(value, name)) repeats = true
      put(value, name, node.value)
    }
  }
  return { kind: 'mapping', start, end, value, pairs, repeats, flow }
}

/** `<<: *a` and `<<: [*a, *b]`. Later keys win over merged ones and merged ones over earlier keys; `*a` wins over `*b`. */
function mergeInto(value: JsonObject, node: YamlNode): void {
  const sources = node.kind === 'sequence' ? node.items : [node]
  for (let index = sources.length - 1; index >= 0; index--) {
    const source = sources[index]!
    if (source.kind !== 'mapping') continue
    for (const key of Object.keys(source.value)) put(value, key, source.value[key])
  }
}

/** The content of an anchor at the place of an alias. */
export const aliased = (target: YamlNode, { start, end }: Span): YamlNode => ({ ...target, start, end, alias: true })
