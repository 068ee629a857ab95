import type { Span } from '../../text/source.ts'
import type { Document } from '../../yaml/document.ts'
import { pairOf, type YamlNode } from '../../yaml/node.ts'

/** One step into a value: a key, or an item with what names it among its neighbours. */
export interface Step {
  readonly key: string | number
  /** The `name` of the item, which says more than its position when lists were merged. */
  readonly name?: string
}

/** The way to a place in a document, and the value there. */
export interface Way {
  readonly steps: readonly Step[]
  readonly node: YamlNode | undefined
  /** The place is the key, not the value. */
  readonly onKey: boolean
}

export function stepsTo({ node }: Document, at: Span): Way {
  const steps: Step[] = []
  let here = node
  let onKey = false
  while (here && !onKey) {
    const next: Child | undefined = childAt(here, at)
    if (!next) break
    steps.push(next.step)
    here = next.node
    onKey = next.onKey
  }
  return { steps, node: here, onKey }
}

interface Child {
  readonly step: Step
  readonly node: YamlNode
  readonly onKey: boolean
}

/** The child whose key or value holds the place. */
function childAt(node: YamlNode, at: Span): Child | undefined {
  const holds = ({ start, end }: Span) => start <= at.start && at.end <= end
  if (node.kind === 'mapping') {
    const pair = node.pairs.find(({ key, node: value }) => holds(key) || holds(value))
    return pair && { step: { key: pair.name }, node: pair.node, onKey: holds(pair.key) }
  }
  if (node.kind !== 'sequence') return undefined
  const index = node.items.findIndex(holds)
  const item = node.items[index]
  if (!item) return undefined
  const name = nameOf(item)
  return { step: { key: index, ...(name !== undefined && { name }) }, node: item, onKey: false }
}

/** What an item of a list goes by. */
export function nameOf(item: YamlNode): string | undefined {
  const name = item.kind === 'mapping' ? pairOf(item, 'name')?.node : undefined
  return name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : undefined
}

/** How far a way leads in another document: the value or its key, or the key of the nearest that exists. */
export function follow(
  root: YamlNode,
  { steps, onKey }: Pick<Way, 'steps' | 'onKey'>,
): { node: YamlNode; at: Span; exact: boolean } {
  let node = root
  let at: Span = headOf(root)
  for (const step of steps) {
    const next = child(node, step)
    if (!next) return { node, at, exact: false }
    ;({ node, at } = next)
  }
  const shown = !onKey && node.kind === 'scalar' && node.end > node.start
  return { node, at: shown ? node : at, exact: true }
}

function child(node: YamlNode, { key, name }: Step): { node: YamlNode; at: Span } | undefined {
  if (node.kind === 'mapping') {
    const pair = pairOf(node, String(key))
    return pair && { node: pair.node, at: pair.key }
  }
  if (node.kind !== 'sequence') return undefined
  const named = name === undefined ? undefined : node.items.find(item => nameOf(item) === name)
  const item = named ?? (name === undefined ? node.items[Number(key)] : undefined)
  return item && { node: item, at: headOf(item) }
}

/** A mapping is shown by its first key, so that not half a file is underlined. */
function headOf(node: YamlNode): Span {
  if (node.kind === 'mapping' && !node.flow && node.pairs[0]) return node.pairs[0].key
  if (node.kind === 'sequence' && !node.flow && node.items[0]) return headOf(node.items[0])
  return node
}
