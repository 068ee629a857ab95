import type { Place } from '../diagnostic/diagnostic.ts'
import type { Span } from '../text/source.ts'
import type { Document } from './document.ts'
import { type Pair, pairOf, type YamlNode } from './node.ts'
import { type Path, parsePath } from './path.ts'

/** How far a path leads into a document. */
export interface Found {
  /** The value at the end of the path, or the nearest ancestor that exists. */
  readonly node: YamlNode
  /** The pair that holds `node`, when its parent is a mapping. */
  readonly pair?: Pair
  /** How many steps of the path exist; all of them when the value itself does. */
  readonly depth: number
  readonly exact: boolean
}

export function find(document: Document, path: Path | string): Found | undefined {
  const steps = typeof path === 'string' ? parsePath(path) : path
  let node = document.node
  if (!node) return undefined
  let pair: Pair | undefined
  let depth = 0
  for (; depth < steps.length; depth++) {
    const next = step(node, steps[depth]!)
    if (!next) break
    node = next.node
    pair = next.pair
  }
  return { node, ...(pair ? { pair } : {}), depth, exact: depth === steps.length }
}

/** One step down. `[0]` in a mapping is the key "0"; a name in a sequence is the item with that `name`. */
function step(node: YamlNode, name: string | number): { node: YamlNode; pair?: Pair } | undefined {
  if (node.kind === 'mapping') {
    const pair = pairOf(node, String(name))
    return pair && { node: pair.node, pair }
  }
  if (node.kind !== 'sequence') return undefined
  const item = node.items[typeof name === 'number' ? name : Number.NaN]
  return item && { node: item }
}

/** The node at a path, if it exists. */
export function nodeAt(document: Document, path: Path | string): YamlNode | undefined {
  const found = find(document, path)
  return found?.exact ? found.node : undefined
}

/**
 * Where the value at a path stands, or the nearest ancestor that exists. An ancestor that spans several lines
 * is pointed at by its key, so that a missing field does not underline half a file.
 */
export function placeOf(document: Document, path: Path | string): Place {
  const found = find(document, path)
  if (!found) return place(document, document.span)
  if (found.exact && !isEmpty(found.node)) return place(document, found.node)
  return place(document, (found.exact ? undefined : madeOf(found, path)) ?? nearest(document, found))
}

/** The server fills `clusterIPs` from `clusterIP`, and complains of the former. */
function madeOf({ node, depth }: Found, path: Path | string): Span | undefined {
  const name = (typeof path === 'string' ? parsePath(path) : path)[depth]
  const single = typeof name === 'string' && name.endsWith('IPs') ? name.slice(0, -1) : undefined
  const pair = single !== undefined && node.kind === 'mapping' ? pairOf(node, single) : undefined
  return pair && !isEmpty(pair.node) ? pair.node : pair?.key
}

/** Where the key of a value stands; for an item of a sequence, where the item begins. */
export function keyPlaceOf(document: Document, path: Path | string): Place {
  const found = find(document, path)
  return place(document, found ? nearest(document, found) : document.span)
}

function nearest(document: Document, { node, pair }: Found): Span {
  if (pair) return pair.key
  return firstLine(document, node)
}

/** A block collection without a key of its own is shown by its first pair or item. */
function firstLine(document: Document, node: YamlNode): Span {
  if (node.kind === 'mapping' && node.pairs.length > 0 && !node.flow) return node.pairs[0]!.key
  if (node.kind === 'sequence' && node.items.length > 0 && !node.flow) return firstLine(document, node.items[0]!)
  return isEmpty(node) ? document.span : node
}

const isEmpty = (node: YamlNode): boolean => node.start === node.end

const place = (document: Document, { start, end }: Span): Place => ({ source: document.source, start, end })
