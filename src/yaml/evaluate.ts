import type { Facts } from './facts.ts'
import { goSyntax } from './go-syntax.ts'
import type { Pair, YamlNode } from './node.ts'

/** What keeps a text that is YAML from becoming JSON, in the API server's words, and the value that does. */
export interface Stumble {
  readonly message: string
  readonly node: YamlNode
}

/**
 * Walks a value as go-yaml does when it turns it into Go values, then as it becomes JSON. Only called for values
 * that have something unusual about them.
 *
 * Truth: goyaml.v2/decode.go, sigs.k8s.io/yaml convertToJSONableObject
 */
export function evaluate(root: YamlNode, facts: Facts, text: string): Stumble | undefined {
  return decode(root, facts, text) ?? namelessKey(root, facts, text) ?? unsupportedValue(root, facts)
}

type Task =
  | { readonly do: 'visit'; readonly node: YamlNode }
  | { readonly do: 'merge'; readonly node: YamlNode; readonly key: YamlNode }
  | { readonly do: 'leave'; readonly node: YamlNode }
  | { readonly do: 'refuse-key'; readonly key: YamlNode; readonly complex: YamlNode }

const MERGE_WANTS_MAPS = 'yaml: map merge requires map or sequence of maps as the value'

function decode(root: YamlNode, facts: Facts, text: string): Stumble | undefined {
  const tasks: Task[] = [{ do: 'visit', node: root }]
  const inside = new Set<YamlNode>()
  let visits = 1 // the document itself
  let visitsThroughAliases = 0
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const { node } = task.do === 'refuse-key' ? { node: task.key } : task
    if (task.do === 'leave') inside.delete(node)
    else if (task.do === 'refuse-key')
      return { message: `yaml: invalid map key: ${goSyntax(task.complex, facts, text)}`, node }
    else if (task.do === 'merge') {
      const isAlias = facts.aliases.has(node)
      const kind = facts.aliases.get(node)?.kind ?? node.kind
      if (kind === 'mapping') tasks.push({ do: 'visit', node })
      else if (kind === 'scalar' || isAlias || node.kind !== 'sequence') return { message: MERGE_WANTS_MAPS, node }
      else for (const item of node.items) tasks.push({ do: 'merge', node: item, key: node })
    } else {
      visits++
      if (inside.size > 0) visitsThroughAliases++
      if (isExcessive(visits, visitsThroughAliases))
        return { message: 'yaml: document contains excessive aliasing', node }
      const refused = facts.refused.get(node)
      if (refused) return { message: `yaml: ${refused}`, node }
      const alias = facts.aliases.get(node)
      if (alias) {
        if (!alias.target || inside.has(node))
          return { message: `yaml: anchor '${alias.name}' value contains itself`, node }
        inside.add(node)
        tasks.push({ do: 'leave', node }, { do: 'visit', node: alias.target })
      } else children(node, facts, tasks)
    }
  }
  return undefined
}

/** The last task is done first. */
function children(node: YamlNode, facts: Facts, tasks: Task[]): void {
  if (node.kind === 'sequence') {
    for (let index = node.items.length - 1; index >= 0; index--) tasks.push({ do: 'visit', node: node.items[index]! })
  } else if (node.kind === 'mapping') {
    for (let index = node.pairs.length - 1; index >= 0; index--) {
      const { key, node: value, merge } = node.pairs[index]!
      if (merge) {
        tasks.push({ do: 'merge', node: value, key })
        continue
      }
      const complex = facts.complexKeys.get(key)
      tasks.push({ do: 'visit', node: value })
      if (complex) tasks.push({ do: 'refuse-key', key, complex })
      tasks.push({ do: 'visit', node: complex ?? key })
    }
  }
}

/**
 * Up to 400,000 visits 99 % of them may come through aliases, from 4,000,000 on 10 %, in between in proportion.
 * Truth: goyaml.v2/decode.go allowedAliasRatio
 */
function isExcessive(visits: number, throughAliases: number): boolean {
  if (throughAliases <= 100 || visits <= 1000) return false
  const share = Math.min(1, Math.max(0, (visits - 400_000) / 3_600_000))
  return throughAliases / visits > 0.99 - 0.89 * share
}

function namelessKey(root: YamlNode, facts: Facts, text: string): Stumble | undefined {
  if (facts.namelessKeys.size === 0) return undefined
  for (const { key, node } of effectivePairs(root)) {
    if (!facts.namelessKeys.has(key)) continue
    const type = key.kind === 'scalar' && key.value === null ? '%!s(<nil>)' : 'uint64'
    const syntax = goSyntax(key, facts, text)
    return {
      message: `unsupported map key of type: ${type}, key: ${syntax}, value: ${goSyntax(node, facts, text)}`,
      node: key,
    }
  }
  return undefined
}

function unsupportedValue(root: YamlNode, facts: Facts): Stumble | undefined {
  if (facts.unrepresentable.size === 0) return undefined
  const work = [root]
  for (let node = work.pop(); node; node = work.pop()) {
    const name = facts.unrepresentable.get(facts.aliases.get(node)?.target ?? node)
    if (name) return { message: `json: unsupported value: ${name}`, node }
    if (node.kind === 'sequence') for (let at = node.items.length - 1; at >= 0; at--) work.push(node.items[at]!)
    if (node.kind === 'mapping') work.push(...sortedValues(node.pairs).reverse())
  }
  return undefined
}

/** The values of a mapping as JSON has them: by key, the last of a name. */
function sortedValues(pairs: readonly Pair[]): YamlNode[] {
  const last = new Map<string, YamlNode>()
  for (const { name, node, merge } of pairs) if (!merge) last.set(name, node)
  const merged = pairs.filter(pair => pair.merge).map(pair => pair.node)
  return [...[...last].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, node]) => node), ...merged]
}

function* effectivePairs(root: YamlNode): Generator<Pair> {
  const work = [root]
  for (let node = work.pop(); node; node = work.pop()) {
    if (node.alias) continue
    const inside =
      node.kind === 'mapping' ? node.pairs.map(pair => pair.node) : node.kind === 'sequence' ? node.items : []
    if (node.kind === 'mapping') yield* node.pairs
    for (let index = inside.length - 1; index >= 0; index--) work.push(inside[index]!)
  }
}
