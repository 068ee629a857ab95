import { mapping, sequence } from './build.ts'
import type { Pair, YamlNode } from './node.ts'

export type FrameKind =
  | 'block-mapping'
  | 'block-sequence'
  | 'indentless'
  | 'flow-mapping'
  | 'flow-sequence'
  | 'flow-pair'

/** A collection that is being read. */
export interface Frame {
  readonly kind: FrameKind
  readonly start: number
  readonly line: number
  readonly anchor: string
  readonly pairs: Pair[]
  readonly items: YamlNode[]
  key: YamlNode | undefined
  first: boolean
  /** The key of a flow mapping has no colon: `{a, b}`. */
  bare: boolean
  /** Where the last thing in it ends. */
  end: number
}

export const isSequence = (kind: FrameKind): boolean =>
  kind === 'block-sequence' || kind === 'indentless' || kind === 'flow-sequence'

export function newFrame(kind: FrameKind, start: number, end: number, line: number, anchor: string): Frame {
  const pairs = isSequence(kind) ? NO_PAIRS : []
  const items = isSequence(kind) ? [] : NO_ITEMS
  return { kind, start, line, anchor, pairs, items, key: undefined, first: true, bare: false, end }
}

const NO_PAIRS: Pair[] = []
const NO_ITEMS: YamlNode[] = []

/** The finished collection. Its lists are copied because growing ones take more room than they need. */
export function nodeOf({ kind, start, end, pairs, items }: Frame): YamlNode {
  const flow = kind === 'flow-mapping' || kind === 'flow-sequence' || kind === 'flow-pair'
  return isSequence(kind) ? sequence(start, end, items.slice(), flow) : mapping(start, end, pairs.slice(), flow)
}
