import type { ScalarStyle } from './node.ts'

/** The kinds of token a YAML stream is made of. */
export const STREAM_END = 0
export const DOCUMENT_START = 1
export const DOCUMENT_END = 2
export const VERSION_DIRECTIVE = 3
export const TAG_DIRECTIVE = 4
export const BLOCK_SEQUENCE_START = 5
export const BLOCK_MAPPING_START = 6
export const BLOCK_END = 7
export const FLOW_SEQUENCE_START = 8
export const FLOW_SEQUENCE_END = 9
export const FLOW_MAPPING_START = 10
export const FLOW_MAPPING_END = 11
export const BLOCK_ENTRY = 12
export const FLOW_ENTRY = 13
export const KEY = 14
export const VALUE = 15
export const ALIAS = 16
export const ANCHOR = 17
export const TAG = 18
export const SCALAR = 19

export type TokenKind = number

export class Token {
  readonly kind: TokenKind
  readonly start: number
  end: number
  /** From 0. */
  readonly line: number
  readonly column: number
  /** A scalar's text, an anchor's name, a tag's or directive's handle. */
  value = ''
  /** A tag's suffix, a directive's prefix. */
  suffix = ''
  style: ScalarStyle = 'plain'
  /** It may turn out to be a key: a `:` may follow on its line. */
  possibleKey = false
  /** It must turn out to be one: it stands where the keys of its mapping stand. */
  requiredKey = false

  constructor(kind: TokenKind, start: number, end: number, line: number, column: number) {
    this.kind = kind
    this.start = start
    this.end = end
    this.line = line
    this.column = column
  }
}
