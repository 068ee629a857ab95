import { END, isBreak, isBreakOrEnd, isSpaceOrEnd } from './characters.ts'
import { Cursor } from './cursor.ts'
import { scanBlock } from './scan-block.ts'
import { atDocumentMarker, scanPlain } from './scan-plain.ts'
import { scanAnchor, scanDirective, scanTag } from './scan-properties.ts'
import { scanQuoted } from './scan-quoted.ts'
import * as T from './token.ts'
import { Token, type TokenKind } from './token.ts'

/** A key must end on its line, and within so many characters. */
const LONGEST_KEY = 1024
/** Truth: goyaml.v2/scannerc.go max_flow_level, max_indents */
const MAX_DEPTH = 10_000

/**
 * Turns a text into the tokens that go-yaml sees, in its order and with its refusals.
 *
 * That something is a key is known only when its `:` comes, so tokens wait in a queue until that is settled:
 * in `a: b` the scalar `a` is held back, and when the `:` comes a KEY (and, when the line is indented deeper than
 * the mapping before, a BLOCK_MAPPING_START) is put in front of it. Indentation becomes tokens as well: each deeper
 * level starts a block, each return ends as many as it leaves.
 *
 * Truth: goyaml.v2/scannerc.go
 */
export class Scanner {
  readonly cursor: Cursor
  /** Where comments stand: start, end, start, end… */
  readonly comments: number[] = []
  /** The last scalar in quotes: where a forgotten quote is looked for. */
  lastQuoted: Token | undefined
  #queue: Token[] = []
  #head = 0
  #indent = -1
  readonly #indents: number[] = []
  #flowLevel = 0
  #keyAllowed = true
  /** For each flow level, the token that may turn out to be a key. */
  readonly #candidates: (Token | undefined)[] = [undefined]

  constructor(text: string, from: number, to: number) {
    this.cursor = new Cursor(text, from, to)
  }

  peek(): Token {
    for (;;) {
      const head = this.#queue[this.#head]
      if (head && !this.#mayBeKey(head)) return head
      this.#fetch()
    }
  }

  skip(): void {
    if (++this.#head === this.#queue.length) {
      this.#queue.length = 0
      this.#head = 0
    }
  }

  #fetch() {
    const { cursor } = this
    this.#toNextToken()
    this.#unroll(cursor.column)
    const code = cursor.code()
    if (code === END && cursor.at >= cursor.to) return this.#streamEnd()
    if (cursor.at === cursor.lineStart) {
      if (code === 37) return this.#directive()
      if (atDocumentMarker(cursor)) return this.#documentMarker(code === 45 ? T.DOCUMENT_START : T.DOCUMENT_END)
    }
    switch (code) {
      case 91:
        return this.#flowStart(T.FLOW_SEQUENCE_START)
      case 123:
        return this.#flowStart(T.FLOW_MAPPING_START)
      case 93:
        return this.#flowEnd(T.FLOW_SEQUENCE_END)
      case 125:
        return this.#flowEnd(T.FLOW_MAPPING_END)
      case 44:
        this.#dropCandidate()
        this.#keyAllowed = true
        return this.#indicator(T.FLOW_ENTRY)
      case 45:
        if (isSpaceOrEnd(cursor.code(1))) return this.#blockEntry()
        return this.#plain()
      case 63:
        if (this.#flowLevel > 0 || isSpaceOrEnd(cursor.code(1))) return this.#explicitKey()
        return this.#plain()
      case 58:
        if (this.#flowLevel > 0 || isSpaceOrEnd(cursor.code(1))) return this.#value()
        return this.#plain()
      case 42:
      case 38:
        return this.#anchor(code === 42 ? T.ALIAS : T.ANCHOR)
      case 33:
        return this.#tag()
      case 39:
        return this.#quoted(true)
      case 34:
        return this.#quoted(false)
      case 124:
      case 62:
        if (this.#flowLevel === 0) return this.#block(code === 124)
        break
      case END:
      case 9:
      case 35:
      case 37:
      case 64:
      case 96:
        break
      default:
        return this.#plain()
    }
    cursor.refuse('found character that cannot start any token', cursor.at)
  }

  #toNextToken(): void {
    const { cursor } = this
    for (;;) {
      let code = cursor.code()
      while (code === 32 || (code === 9 && (this.#flowLevel > 0 || !this.#keyAllowed))) {
        cursor.at++
        code = cursor.code()
      }
      if (code === 35) {
        const start = cursor.at
        while (!isBreakOrEnd(cursor.code())) cursor.at++
        this.comments.push(start, cursor.at)
        code = cursor.code()
      }
      if (!isBreak(code)) return
      cursor.newline()
      if (this.#flowLevel === 0) this.#keyAllowed = true
    }
  }

  // Keys that are not marked as such

  #mayBeKey(token: Token): boolean {
    if (!token.possibleKey) return false
    const { cursor } = this
    if (token.line >= cursor.line && token.start + LONGEST_KEY >= cursor.at) return true
    if (token.requiredKey) cursor.refuse("could not find expected ':'", token.start)
    token.possibleKey = false
    return false
  }

  #dropCandidate(): void {
    const candidate = this.#candidates[this.#candidates.length - 1]
    if (!candidate?.possibleKey) return
    if (candidate.requiredKey) this.cursor.refuse("could not find expected ':'", candidate.start)
    candidate.possibleKey = false
  }

  /** A token that may turn out to be a key. Call before it is scanned, so that refusals come in go-yaml's order. */
  #candidate(kind: TokenKind): Token {
    const { cursor } = this
    const { column } = cursor
    const token = new Token(kind, cursor.at, cursor.at, cursor.line, column)
    if (!this.#keyAllowed) return token
    const required = this.#flowLevel === 0 && this.#indent === column
    this.#dropCandidate()
    token.possibleKey = true
    token.requiredKey = required
    this.#candidates[this.#candidates.length - 1] = token
    return token
  }

  // Indentation

  /** Starts a block when the column is deeper than the indentation; its token comes before `before`, or last. */
  #roll(column: number, kind: TokenKind, before: Token | undefined): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return
    const { cursor } = this
    this.#indents.push(this.#indent)
    this.#indent = column
    if (this.#indents.length > MAX_DEPTH) cursor.refuse(`exceeded max depth of ${MAX_DEPTH}`, cursor.at)
    if (!before) {
      this.#queue.push(new Token(kind, cursor.at, cursor.at, cursor.line, column))
      return
    }
    const token = new Token(kind, before.start, before.start, before.line, column)
    this.#queue.splice(this.#queue.lastIndexOf(before), 0, token)
  }

  #unroll(column: number): void {
    if (this.#flowLevel > 0) return
    const { cursor } = this
    while (this.#indent > column) {
      this.#queue.push(new Token(T.BLOCK_END, cursor.at, cursor.at, cursor.line, column))
      this.#indent = this.#indents.pop()!
    }
  }

  // Tokens

  #indicator(kind: TokenKind, length = 1): void {
    const { cursor } = this
    this.#queue.push(new Token(kind, cursor.at, cursor.at + length, cursor.line, cursor.column))
    cursor.at += length
  }

  #streamEnd(): void {
    const { cursor } = this
    if (cursor.at !== cursor.lineStart) {
      cursor.lineStart = cursor.at
      cursor.line++
    }
    this.#unroll(-1)
    this.#dropCandidate()
    this.#keyAllowed = false
    this.#indicator(T.STREAM_END, 0)
  }

  #directive(): void {
    this.#unroll(-1)
    this.#dropCandidate()
    this.#keyAllowed = false
    const { at, line } = this.cursor
    const { name, value, prefix } = scanDirective(this.cursor)
    const token = new Token(name === 'YAML' ? T.VERSION_DIRECTIVE : T.TAG_DIRECTIVE, at, this.cursor.at, line, 0)
    token.value = value
    token.suffix = prefix
    this.#queue.push(token)
  }

  #documentMarker(kind: TokenKind): void {
    this.#unroll(-1)
    this.#dropCandidate()
    this.#keyAllowed = false
    this.#indicator(kind, 3)
  }

  #flowStart(kind: TokenKind): void {
    const token = this.#candidate(kind)
    this.#candidates.push(undefined)
    if (++this.#flowLevel > MAX_DEPTH) this.cursor.refuse(`exceeded max depth of ${MAX_DEPTH}`, this.cursor.at)
    this.#keyAllowed = true
    token.end = ++this.cursor.at
    this.#queue.push(token)
  }

  #flowEnd(kind: TokenKind): void {
    this.#dropCandidate()
    if (this.#flowLevel > 0) {
      this.#flowLevel--
      this.#candidates.pop()
    }
    this.#keyAllowed = false
    this.#indicator(kind)
  }

  #blockEntry(): void {
    const { cursor } = this
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) cursor.refuse('block sequence entries are not allowed in this context', cursor.at)
      this.#roll(cursor.column, T.BLOCK_SEQUENCE_START, undefined)
    }
    this.#dropCandidate()
    this.#keyAllowed = true
    this.#indicator(T.BLOCK_ENTRY)
  }

  #explicitKey(): void {
    const { cursor } = this
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) cursor.refuse('mapping keys are not allowed in this context', cursor.at)
      this.#roll(cursor.column, T.BLOCK_MAPPING_START, undefined)
    }
    this.#dropCandidate()
    this.#keyAllowed = this.#flowLevel === 0
    this.#indicator(T.KEY)
  }

  #value(): void {
    const { cursor } = this
    const candidate = this.#candidates[this.#candidates.length - 1]
    if (candidate && this.#mayBeKey(candidate)) {
      const key = new Token(T.KEY, candidate.start, candidate.start, candidate.line, candidate.column)
      this.#queue.splice(this.#queue.lastIndexOf(candidate), 0, key)
      this.#roll(candidate.column, T.BLOCK_MAPPING_START, key)
      candidate.possibleKey = false
      this.#keyAllowed = false
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) cursor.refuse('mapping values are not allowed in this context', cursor.at)
        this.#roll(cursor.column, T.BLOCK_MAPPING_START, undefined)
      }
      this.#keyAllowed = this.#flowLevel === 0
    }
    this.#indicator(T.VALUE)
  }

  #anchor(kind: TokenKind): void {
    const token = this.#candidate(kind)
    this.#keyAllowed = false
    token.value = scanAnchor(this.cursor)
    token.end = this.cursor.at
    this.#queue.push(token)
  }

  #tag(): void {
    const token = this.#candidate(T.TAG)
    this.#keyAllowed = false
    const { handle, suffix } = scanTag(this.cursor)
    token.value = handle
    token.suffix = suffix
    token.end = this.cursor.at
    this.#queue.push(token)
  }

  #plain(): void {
    const token = this.#candidate(T.SCALAR)
    this.#keyAllowed = false
    const { value, end, newline } = scanPlain(this.cursor, this.#indent + 1, this.#flowLevel > 0)
    token.value = value
    token.end = end
    if (newline) this.#keyAllowed = true
    this.#queue.push(token)
  }

  #quoted(single: boolean): void {
    const token = this.#candidate(T.SCALAR)
    this.#keyAllowed = false
    token.value = scanQuoted(this.cursor, single)
    token.style = single ? 'single' : 'double'
    token.end = this.cursor.at
    this.lastQuoted = token
    this.#queue.push(token)
  }

  #block(literal: boolean): void {
    this.#dropCandidate()
    this.#keyAllowed = true
    const { cursor } = this
    const token = new Token(T.SCALAR, cursor.at, cursor.at, cursor.line, cursor.column)
    const { value, end, comment } = scanBlock(cursor, this.#indent, literal)
    if (comment) this.comments.push(comment.start, comment.end)
    token.value = value
    token.style = literal ? 'literal' : 'folded'
    token.end = end
    this.#queue.push(token)
  }
}
