import type { Span } from '../text/source.ts'
import { Composer } from './composer.ts'
import { type Budget, newBudget, Refusal } from './cursor.ts'
import { chunkOf, type EncodingProblem } from './encoding.ts'
import { evaluate, type Stumble } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { YamlNode } from './node.ts'
import { Scanner } from './scanner.ts'

/** One document as go-yaml reads it. */
export interface ExactReading {
  readonly node?: YamlNode
  readonly facts?: Facts
  /** Why go-yaml refuses the text. */
  readonly refusal?: Refusal
  /** The last scalar in quotes before the refusal. */
  readonly lastQuoted?: Span
  /** Why a value cannot become JSON. */
  readonly stumble?: Stumble
  /** How far it read: the next document begins here or later. */
  readonly end: number
  /** How many collections stand in each other at most. */
  readonly depth?: number
  /** A `...` ended it, so that another document may follow. */
  readonly closed?: boolean
  /** Start, end, start, end… */
  readonly comments: readonly number[]
}

/** So many characters go-yaml looks ahead. */
const LOOKAHEAD = 4

/**
 * Reads the first document at or after `from`. A stream without one gives neither node nor refusal.
 * `bad` is the first character in the range that is none of YAML's.
 */
export function readExactly(
  text: string,
  from: number,
  to: number,
  bad?: EncodingProblem,
  budget: Budget = newBudget(),
): ExactReading {
  if (!bad || bad.offset >= to) return read(text, from, to, budget)
  const limit = chunkOf(text, from, bad)
  const before = read(text, from, limit, budget)
  if (before.end + LOOKAHEAD <= limit) return before
  return { refusal: new Refusal(bad.message, bad.offset, 0, bad.offset), end: bad.offset, comments: before.comments }
}

function read(text: string, from: number, to: number, budget: Budget): ExactReading {
  const scanner = new Scanner(text, text.charCodeAt(from) === BYTE_ORDER_MARK && from === 0 ? 1 : from, to)
  const composer = new Composer(scanner, budget)
  const { comments, cursor } = scanner
  try {
    const node = composer.document(true)
    if (!node) return { end: to, comments }
    const { facts, end, closed, depth } = composer
    const stumble = facts && evaluate(node, facts, text)
    return { node, end, closed, depth, comments, ...(facts ? { facts } : {}), ...(stumble ? { stumble } : {}) }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const { lastQuoted } = scanner
    return { refusal, end: cursor.at, comments, ...(lastQuoted ? { lastQuoted } : {}) }
  }
}

const BYTE_ORDER_MARK = 0xfeff
