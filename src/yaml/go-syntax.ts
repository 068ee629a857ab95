import { goQuote } from '../resource/go-quote.ts'
import { Numeral } from '../resource/json.ts'
import type { Facts } from './facts.ts'
import { goExponent, isFloat } from './key-name.ts'
import type { ScalarNode, YamlNode } from './node.ts'
import { isUint64 } from './tagged.ts'

/** Beyond this a message only gets longer. */
const DEEPEST = 100

/** A value as Go's %#v prints what go-yaml made of it: `map[interface {}]interface {}{"a":1}`, `0x8000000000000000`. */
export function goSyntax(node: YamlNode, facts: Facts, text: string, depth = 0): string {
  if (depth > DEEPEST) return '...'
  if (node.kind === 'sequence')
    return `[]interface {}{${node.items.map(item => goSyntaxInside(item, facts, text, depth)).join(', ')}}`
  if (node.kind === 'mapping') {
    const entries = node.pairs.map(
      ({ key, node }) => [goSyntaxInside(key, facts, text, depth), goSyntaxInside(node, facts, text, depth)] as const,
    )
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `map[interface {}]interface {}{${entries.map(([key, value]) => `${key}:${value}`).join(', ')}}`
  }
  return scalarSyntax(node, facts, text)
}

const goSyntaxInside = (node: YamlNode, facts: Facts, text: string, depth: number): string => {
  const syntax = goSyntax(node, facts, text, depth + 1)
  return syntax === '<nil>' ? 'interface {}(nil)' : syntax
}

function scalarSyntax(node: ScalarNode, facts: Facts, text: string): string {
  const origin = facts.aliases.get(node)?.target ?? node
  const unrepresentable = facts.unrepresentable.get(origin)
  if (unrepresentable) return unrepresentable
  const { value } = node
  if (value === null) return '<nil>'
  if (typeof value === 'string') return goQuote(value)
  if (isUint64(value)) return `0x${(value as bigint).toString(16)}`
  if (value instanceof Numeral) return value.text
  if (typeof value === 'number' && origin.kind === 'scalar' && isFloat(origin, text))
    return goExponent(value.toExponential(), 21)
  return String(value)
}
