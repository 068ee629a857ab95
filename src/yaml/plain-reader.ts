import { type Json, type JsonObject, put } from '../resource/json.ts'
import type { Budget } from './cursor.ts'
import { resolvePlain, resolveUnrepresentable } from './resolve.ts'
import { keyText } from './scan-plain.ts'

/** What an ordinary document says. */
export interface PlainReading {
  readonly value: JsonObject
  /** Start, end, start, end… */
  readonly comments: readonly number[]
}

/**
 * Reads a document of the kind that nearly all are: mappings and lists in blocks, plain scalars, quoted ones that stay
 * on their line, literal and folded blocks, flow collections on one line. Only values are made, no places. Whatever is
 * out of the ordinary, an anchor, a tag, a tab, an odd key, a mistake, is left to the reader that knows all of YAML:
 * then the answer is undefined. What this one reads, the other reads the same; it is only slower, as it makes a node for every value.
 *
 * The range is that of one document, from its `---` to the next. The text has no carriage return and no other
 * line break than `\n` (`mayBePlain`).
 */
export function readPlainly(text: string, from: number, to: number, budget: Budget): PlainReading | undefined {
  const reader = new PlainReader(text, from, to)
  try {
    const value = reader.document()
    if (reader.values > budget.values) return undefined
    budget.values -= reader.values
    return { value, comments: reader.comments }
  } catch (reason) {
    if (reason === ODD) return undefined
    throw reason
  }
}

/** Whether any document of a text may be read plainly. */
export const mayBePlain = (text: string): boolean => !/[\r\x85\u2028\u2029\ufeff]/.test(text)

/** Thrown where a text leaves the ordinary. */
const ODD = Symbol('odd')
const odd = (): never => {
  throw ODD
}

/** Deeper than any manifest; the stack of calls is no place for more. */
const DEEPEST = 100

const NEWLINE = 10
const TAB = 9
const SPACE = 32
const DOUBLE = 34
const HASH = 35
const SINGLE = 39
const COMMA = 44
const DASH = 45
const COLON = 58
const QUESTION = 63
const OPEN_LIST = 91
const CLOSE_LIST = 93
const FOLDED = 62
const LITERAL = 124
const OPEN_MAP = 123
const CLOSE_MAP = 125

/** What begins something that is no plain scalar: `%`, `&`, `*`, `!`, `>`, `@`, a backtick, and what brackets close. */
const SPECIAL = new Set([...'%&*!>@`,]}#|"\'[{'].map(char => char.charCodeAt(0)))

class PlainReader {
  readonly comments: number[] = []
  /** How many nodes the other reader would make. */
  values = 0
  readonly #text: string
  readonly #to: number
  #at: number
  #lineStart: number
  /** The column of the content at the cursor; -1 at the end. */
  #indent = -1
  #depth = 0

  constructor(text: string, from: number, to: number) {
    this.#text = text
    this.#to = to
    this.#at = from
    this.#lineStart = from
  }

  document(): JsonObject {
    if (this.#text.startsWith('---', this.#at) && this.#at + 3 <= this.#to) {
      this.#at += 3
      this.#endLine()
    } else this.#nextContent()
    if (this.#indent < 0 || this.#code(this.#at) === DASH) odd()
    const value = this.#mapping(this.#indent)
    if (this.#indent >= 0) odd()
    return value
  }

  #code(at: number): number {
    return at < this.#to ? this.#text.charCodeAt(at) : NEWLINE
  }

  /** From the start of a line to the next content, past blank lines and comments. */
  #nextContent(): void {
    const text = this.#text
    const to = this.#to
    for (let start = this.#at; ; ) {
      let at = start
      let code = SPACE
      while (at < to && (code = text.charCodeAt(at)) === SPACE) at++
      if (at >= to) {
        this.#at = to
        this.#indent = -1
        return
      }
      if (code === NEWLINE) start = at + 1
      else if (code === HASH) start = this.#comment(at)
      else {
        if (code === TAB) odd()
        this.#at = at
        this.#lineStart = start
        this.#indent = at - start
        // The end of a document, a directive: neither belongs into one.
        if (at === start && (code === 37 || text.startsWith('...', at) || text.startsWith('---', at))) odd()
        return
      }
    }
  }

  /** Notes a comment, and tells where the next line begins. */
  #comment(at: number): number {
    const newline = this.#text.indexOf('\n', at)
    const end = newline < 0 ? this.#to : Math.min(newline, this.#to)
    this.comments.push(at, end)
    return Math.min(end + 1, this.#to)
  }

  /** Behind a value: nothing but a comment may follow on its line. */
  #endLine(): void {
    const first = this.#at
    let at = first
    while (this.#code(at) === SPACE) at++
    const code = this.#code(at)
    if (code === NEWLINE) this.#at = Math.min(at + 1, this.#to)
    else if (code === HASH && at > first) this.#at = this.#comment(at)
    else odd()
    this.#nextContent()
  }

  #mapping(indent: number): JsonObject {
    if (++this.#depth > DEEPEST) odd()
    const object: JsonObject = {}
    while (this.#indent === indent) {
      const key = this.#key()
      if (object[key] !== undefined && Object.hasOwn(object, key)) odd()
      this.values += 2
      put(object, key, this.#afterKey(indent))
    }
    if (this.#indent > indent) odd()
    this.#depth--
    return object
  }

  /** A key, up to behind its colon. */
  #key(): string {
    const start = this.#at
    const end = this.#keyEnd(start)
    if (end < 0) odd()
    this.#at = end + 1
    const key = keyText(this.#text, start, end)
    // `on:` and `.5:` are no texts.
    if (key.length <= 5 && resolvePlain(key) !== key) odd()
    if (key.charCodeAt(0) === 46 && (resolvePlain(key) !== key || resolveUnrepresentable(key))) odd()
    return key
  }

  /** Where the colon of a key stands that is made of letters, digits and `_./-`; -1 when there is no such key. */
  #keyEnd(start: number): number {
    const first = this.#code(start)
    if (!isLetter(first) && first !== 95 && first !== 46) return -1
    let at = start + 1
    for (;;) {
      const code = this.#code(at)
      if (code === COLON) {
        const next = this.#code(at + 1)
        return next === SPACE || next === NEWLINE ? at : -1
      }
      // - . / and digits
      if (!isLetter(code) && !(code >= 45 && code <= 57) && code !== 95) return -1
      at++
    }
  }

  #afterKey(indent: number): Json {
    const first = this.#at
    let at = first
    while (this.#code(at) === SPACE) at++
    const code = this.#code(at)
    if (code !== NEWLINE && !(code === HASH && at > first)) {
      this.#at = at
      return this.#scalar(indent)
    }
    this.#endLine()
    if (this.#indent < indent) return null
    const isItem = this.#isItem(this.#at)
    if (this.#indent === indent) return isItem ? this.#sequence(indent) : null
    return isItem ? this.#sequence(this.#indent) : this.#mapping(this.#indent)
  }

  #isItem(at: number): boolean {
    if (this.#code(at) !== DASH) return false
    const next = this.#code(at + 1)
    return next === SPACE || next === NEWLINE
  }

  #sequence(indent: number): Json[] {
    if (++this.#depth > DEEPEST) odd()
    const list: Json[] = []
    while (this.#indent === indent && this.#isItem(this.#at)) {
      this.values++
      list.push(this.#item(indent))
    }
    if (this.#indent > indent) odd()
    this.#depth--
    return list
  }

  #item(indent: number): Json {
    let at = this.#at + 1
    while (this.#code(at) === SPACE) at++
    const code = this.#code(at)
    if (code === NEWLINE || code === HASH) {
      this.#at++
      this.#endLine()
      if (this.#indent <= indent) return null
      return this.#isItem(this.#at) ? this.#sequence(this.#indent) : this.#mapping(this.#indent)
    }
    this.#at = at
    const column = at - this.#lineStart
    if (this.#isItem(at)) {
      this.#indent = column
      return this.#sequence(column)
    }
    if (this.#keyEnd(at) < 0) return this.#scalar(indent)
    this.#indent = column
    return this.#mapping(column)
  }

  /** A value that begins on the line of its key or dash. `indent`: that of the collection around it. */
  #scalar(indent: number): Json {
    const code = this.#code(this.#at)
    if (code === LITERAL || code === FOLDED) return this.#block(indent, code === FOLDED)
    let value: Json
    if (code === DOUBLE) value = this.#double()
    else if (code === SINGLE) value = this.#single()
    else if (code === OPEN_MAP) value = this.#flowMapping()
    else if (code === OPEN_LIST) value = this.#flowList()
    else return this.#plain(code, indent)
    this.#endLine()
    return value
  }

  /** A plain scalar: the rest of its line, and the lines below that are indented deeper than what it stands in. */
  #plain(first: number, indent: number): Json {
    const start = this.#at
    if (SPECIAL.has(first) || first === TAB) odd()
    if (first === DASH || first === QUESTION || first === COLON) {
      const next = this.#code(start + 1)
      if (next === SPACE || next === NEWLINE || next === TAB) odd()
    }
    const comments = this.comments.length
    let end = this.#plainLine()
    let value = this.#text.slice(start, end)
    for (;;) {
      this.#at = end
      this.#endLine()
      if (this.#indent <= indent) return resolved(value)
      // A comment ends it, and then nothing may stand here.
      if (this.comments.length > comments) odd()
      let breaks = 0
      for (let at = end; at < this.#lineStart; at = this.#lineEnd(at)) breaks++
      const from = this.#at
      end = this.#plainLine()
      value += fold(value, breaks) + this.#text.slice(from, end)
    }
  }

  /** Where the next line begins. */
  #lineEnd(at: number): number {
    const newline = this.#text.indexOf('\n', at)
    return newline < 0 ? this.#to : newline + 1
  }

  /** Behind the last character of a plain scalar on the line of the cursor. */
  #plainLine(): number {
    const text = this.#text
    const to = this.#to
    let at = this.#at
    let end = at
    for (; at < to; at++) {
      const code = text.charCodeAt(at)
      if (code === NEWLINE) break
      if (code === SPACE) continue
      if (code === TAB) odd()
      if (code === COLON) {
        const next = this.#code(at + 1)
        if (next === SPACE || next === NEWLINE || next === TAB) odd()
      } else if (code === HASH && at > end) break
      end = at + 1
    }
    return end
  }

  #double(): string {
    const text = this.#text
    const start = this.#at
    let at = start + 1
    let escapes = false
    for (;;) {
      const code = this.#code(at)
      if (code === DOUBLE) break
      if (code === NEWLINE || code === TAB) odd()
      if (code === 92) {
        escapes = true
        // Escapes that JSON has as well, but for `\/` and `\u`, which are not for everyone.
        if (!'"\\nrt'.includes(text[at + 1] ?? ' ')) odd()
        at++
      }
      at++
    }
    this.#at = at + 1
    return escapes ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at)
  }

  #single(): string {
    const text = this.#text
    const start = this.#at
    let at = start + 1
    let quotes = false
    for (;;) {
      const code = this.#code(at)
      if (code === NEWLINE || code === TAB) odd()
      if (code === SINGLE) {
        if (this.#code(at + 1) !== SINGLE) break
        quotes = true
        at++
      }
      at++
    }
    this.#at = at + 1
    const value = text.slice(start + 1, at)
    return quotes ? value.replaceAll("''", "'") : value
  }

  /** `|`, `|-` or `|+`, or the same with `>`, and lines that are indented deeper than the collection around them. */
  #block(indent: number, folded: boolean): string {
    const text = this.#text
    const to = this.#to
    let at = this.#at + 1
    let chomp = this.#code(at)
    if (chomp === DASH || chomp === 43) at++
    else chomp = 0
    while (this.#code(at) === SPACE) at++
    if (at >= to || this.#code(at) !== NEWLINE) odd()
    at++
    let depth = -1
    let value = ''
    /** Line breaks that count when text follows, or are kept. */
    let breaks = 0
    while (at < to) {
      let from = at
      while (from < to && text.charCodeAt(from) === SPACE && (depth < 0 || from - at < depth)) from++
      const newline = text.indexOf('\n', from)
      if (newline < 0 || newline >= to) odd()
      if (newline > from) {
        const column = from - at
        if (depth < 0) {
          if (column <= indent) break
          if (text.charCodeAt(from) === TAB) odd()
          depth = column
        }
        if (column < depth) {
          if (text.charCodeAt(from) === TAB) odd()
          break
        }
        if (folded && (text.charCodeAt(from) === SPACE || text.charCodeAt(from) === TAB)) odd()
        value += folded ? fold(value, breaks) : breaks === 1 ? '\n' : '\n'.repeat(breaks)
        value += text.slice(from, newline)
        breaks = 1
      } else {
        if (depth < 0 && (from > at || folded)) odd()
        breaks++
      }
      at = newline + 1
    }
    if (depth < 0) odd()
    this.#at = at
    this.#nextContent()
    if (chomp === DASH) return value
    return value + (chomp === 43 ? '\n'.repeat(breaks) : '\n')
  }

  #flow(): Json {
    const code = this.#code(this.#at)
    if (code === DOUBLE) return this.#double()
    if (code === SINGLE) return this.#single()
    if (code === OPEN_MAP) return this.#flowMapping()
    if (code === OPEN_LIST) return this.#flowList()
    return resolved(this.#flowPlain(code))
  }

  #flowSpaces(): number {
    while (this.#code(this.#at) === SPACE) this.#at++
    return this.#code(this.#at)
  }

  #flowMapping(): JsonObject {
    if (++this.#depth > DEEPEST) odd()
    const object: JsonObject = {}
    this.#at++
    for (let code = this.#flowSpaces(); code !== CLOSE_MAP; ) {
      const key = code === DOUBLE ? this.#double() : code === SINGLE ? this.#single() : this.#flowKey(code)
      const after = this.#code(this.#at + 1)
      if (this.#code(this.#at) !== COLON || after !== SPACE) odd()
      this.#at++
      this.#flowSpaces()
      if (Object.hasOwn(object, key)) odd()
      this.values += 2
      put(object, key, this.#flow())
      code = this.#flowSpaces()
      if (code !== COMMA && code !== CLOSE_MAP) odd()
      if (code === COMMA) {
        this.#at++
        code = this.#flowSpaces()
      }
    }
    this.#at++
    this.#depth--
    return object
  }

  #flowKey(first: number): string {
    const key = this.#flowPlain(first)
    if (resolvePlain(key) !== key || resolveUnrepresentable(key) || key === '<<') odd()
    return key
  }

  #flowList(): Json[] {
    if (++this.#depth > DEEPEST) odd()
    const list: Json[] = []
    this.#at++
    for (let code = this.#flowSpaces(); code !== CLOSE_LIST; ) {
      this.values++
      list.push(this.#flow())
      code = this.#flowSpaces()
      if (code !== COMMA && code !== CLOSE_LIST) odd()
      if (code === COMMA) {
        this.#at++
        code = this.#flowSpaces()
      }
    }
    this.#at++
    this.#depth--
    return list
  }

  /** A plain scalar between brackets; the cursor stands behind it, on the colon of a key. */
  #flowPlain(first: number): string {
    const text = this.#text
    const start = this.#at
    if (SPECIAL.has(first) || first === QUESTION || first === COLON) odd()
    if (first === DASH && !isLetter(this.#code(start + 1)) && !isDigit(this.#code(start + 1))) odd()
    let at = start
    let end = start
    for (; ; at++) {
      const code = this.#code(at)
      if (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) break
      if (code === SPACE) continue
      if (code === NEWLINE || code === TAB || code === OPEN_MAP || code === OPEN_LIST || code === QUESTION) odd()
      if (code === HASH && at > end) odd()
      if (code === COLON) {
        const next = this.#code(at + 1)
        if (next === SPACE) break
        if (next === COMMA || next === CLOSE_LIST || next === CLOSE_MAP || next === NEWLINE || next === TAB) odd()
      }
      end = at + 1
    }
    if (end === start) odd()
    this.#at = end
    return text.slice(start, end)
  }
}

/** What so many line breaks behind a text become: one is a space, of more the first goes. */
const fold = (before: string, breaks: number): string =>
  before === '' ? '' : breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)

function resolved(text: string): Json {
  if (resolveUnrepresentable(text)) odd()
  return resolvePlain(text)
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
const isDigit = (code: number): boolean => code >= 48 && code <= 57
