import { type Json, numberFrom } from '../resource/json.ts'
import { mapping, scalar, sequence } from './build.ts'
import { type Budget, newBudget, TOO_MANY_VALUES } from './cursor.ts'
import type { Pair, ScalarNode, YamlNode } from './node.ts'

/** Why a text is not JSON, as Go's encoding/json words it, and where. */
export interface JsonProblem {
  readonly message: string
  readonly offset: number
}

export type JsonReading =
  | {
      readonly node: YamlNode
      readonly end: number
      readonly repeats: boolean
      readonly depth: number
      readonly problem?: undefined
    }
  | { readonly node?: undefined; readonly end?: undefined; readonly problem: JsonProblem }

/** Go's limit: the 10001st bracket is one too many. */
const MAX_DEPTH = 10_000

/** Reads one JSON value, which begins at or after `from`. Strict: no comments, no trailing commas, no NaN. */
export function readJson(text: string, from: number, to: number, budget: Budget = newBudget()): JsonReading {
  const reader = new JsonReader(text, to, budget)
  const node = reader.value(from)
  return node ? { node, end: reader.at, repeats: reader.repeats, depth: reader.depth } : { problem: reader.problem! }
}

/** What follows a value: white space only, or a problem. */
export function trailingJson(text: string, from: number, to: number): JsonProblem | undefined {
  const at = skipSpace(text, from, to)
  return at < to ? { message: `invalid character ${quoted(text, at)} after top-level value`, offset: at } : undefined
}

const NO_ITEMS: YamlNode[] = []

interface Open {
  readonly start: number
  readonly pairs: Pair[] | undefined
  readonly items: YamlNode[]
  key: ScalarNode | undefined
}

class JsonReader {
  readonly #text: string
  readonly #to: number
  readonly #stack: Open[] = []
  at = 0
  problem: JsonProblem | undefined
  repeats = false
  depth = 0
  readonly #budget: Budget

  constructor(text: string, to: number, budget: Budget) {
    this.#budget = budget
    this.#text = text
    this.#to = to
  }

  value(from: number): YamlNode | undefined {
    this.at = from
    for (;;) {
      this.#space()
      const code = this.#code()
      let node: YamlNode | undefined
      if (code === 123 || code === 91) {
        if (!this.#open(code === 123)) return undefined
        this.#space()
        if (this.#code() !== (code === 123 ? 125 : 93)) {
          if (code === 123 && !this.#key()) return undefined
          continue
        }
        node = this.#close()
      } else {
        node = this.#scalar(code)
      }
      if (!node) return undefined
      const done = this.#add(node)
      if (done !== 'next') return done
    }
  }

  /** Puts a finished value where it belongs and closes what ends behind it. 'next': another value follows. */
  #add(node: YamlNode): YamlNode | undefined | 'next' {
    if (--this.#budget.values < 0) {
      this.problem = { message: TOO_MANY_VALUES, offset: node.start }
      return undefined
    }
    for (;;) {
      const parent = this.#stack[this.#stack.length - 1]
      if (!parent) return node
      if (!parent.pairs) parent.items.push(node)
      else parent.pairs.push({ key: parent.key!, name: String(parent.key!.value), node, merge: false })
      this.#space()
      const code = this.#code()
      if (code === 44) {
        this.at++
        return !parent.pairs || this.#key() ? 'next' : undefined
      }
      if (code !== (parent.pairs ? 125 : 93))
        return this.#fail(parent.pairs ? 'after object key:value pair' : 'after array element')
      node = this.#close()
    }
  }

  #open(isObject: boolean): boolean {
    if (this.#stack.length >= MAX_DEPTH) {
      this.#fail('exceeded max depth')
      return false
    }
    const depth = this.#stack.push({
      start: this.at,
      pairs: isObject ? [] : undefined,
      items: isObject ? NO_ITEMS : [],
      key: undefined,
    })
    if (depth > this.depth) this.depth = depth
    this.at++
    return true
  }

  #close(): YamlNode {
    const { start, pairs, items } = this.#stack.pop()!
    this.at++
    if (!pairs) return sequence(start, this.at, items.slice(), true)
    const node = mapping(start, this.at, pairs.slice(), true)
    if (node.repeats) this.repeats = true
    return node
  }

  #key(): boolean {
    this.#space()
    if (this.#code() !== 34) {
      this.#fail('looking for beginning of object key string')
      return false
    }
    const key = this.#string()
    if (!key) return false
    this.#budget.values--
    this.#space()
    if (this.#code() !== 58) {
      this.#fail('after object key')
      return false
    }
    this.at++
    this.#stack[this.#stack.length - 1]!.key = key
    return true
  }

  #scalar(code: number): ScalarNode | undefined {
    if (code === 34) return this.#string()
    if (code === 45 || (code >= 48 && code <= 57)) return this.#number()
    if (code === 116) return this.#literal('true', true)
    if (code === 102) return this.#literal('false', false)
    if (code === 110) return this.#literal('null', null)
    return this.#fail('looking for beginning of value')
  }

  #literal(word: string, value: Json): ScalarNode | undefined {
    const start = this.at
    for (let index = 0; index < word.length; index++, this.at++) {
      if (this.#code() !== word.charCodeAt(index))
        return this.#fail(`in literal ${word} (expecting ${quoted(word, index)})`)
    }
    return scalar(start, this.at, value, 'plain')
  }

  #number(): ScalarNode | undefined {
    const start = this.at
    if (this.#code() === 45) this.at++
    if (this.#code() === 48) this.at++
    else if (!this.#digits()) return this.#fail('in numeric literal')
    if (this.#code() === 46) {
      this.at++
      if (!this.#digits()) return this.#fail('after decimal point in numeric literal')
    }
    if ((this.#code() | 32) === 101) {
      this.at++
      if (this.#code() === 43 || this.#code() === 45) this.at++
      if (!this.#digits()) return this.#fail('in exponent of numeric literal')
    }
    return scalar(start, this.at, numberFrom(this.#text.slice(start, this.at)), 'plain')
  }

  #digits(): boolean {
    const start = this.at
    while (this.#code() >= 48 && this.#code() <= 57) this.at++
    return this.at > start
  }

  #string(): ScalarNode | undefined {
    const start = this.at++
    let value = ''
    let escapes = false
    let from = this.at
    for (;;) {
      const code = this.#code()
      if (code === 34) break
      if (Number.isNaN(code) || code < 32) return this.#fail('in string literal')
      if (code !== 92) {
        this.at++
        continue
      }
      escapes = true
      value += this.#text.slice(from, this.at)
      const escaped = this.#escape()
      if (escaped === undefined) return undefined
      value += escaped
      from = this.at
    }
    value += this.#text.slice(from, this.at)
    this.at++
    return scalar(start, this.at, escapes ? value.replace(LONE_SURROGATE, '\uFFFD') : value, 'double')
  }

  #escape(): string | undefined {
    this.at++
    const plain = ESCAPES[this.#text[this.at] ?? '']
    if (plain !== undefined && this.at < this.#to) {
      this.at++
      return plain
    }
    if (this.#code() !== 117) return this.#fail('in string escape code')
    this.at++
    const from = this.at
    for (let count = 0; count < 4; count++, this.at++) {
      if (!isHex(this.#code())) return this.#fail('in \\u hexadecimal character escape')
    }
    return String.fromCharCode(Number.parseInt(this.#text.slice(from, this.at), 16))
  }

  #space(): void {
    this.at = skipSpace(this.#text, this.at, this.#to)
  }

  #code(): number {
    return this.at < this.#to ? this.#text.charCodeAt(this.at) : Number.NaN
  }

  #fail(where: string): undefined {
    const ended = this.at >= this.#to
    const message = ended ? 'unexpected end of JSON input' : `invalid character ${quoted(this.#text, this.at)} ${where}`
    this.problem = { message, offset: this.at }
    return undefined
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Half a pair stands for nothing; Go reads it as the replacement character. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102)

function skipSpace(text: string, at: number, to: number): number {
  while (at < to) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
    at++
  }
  return at
}

/** Go names the byte, not the character: of `é` (C3 A9) it shows `Ã`. */
function quoted(text: string, at: number): string {
  const point = text.codePointAt(at)!
  if (point === 39) return "'\\''"
  if (point === 34) return "'\"'"
  if (point === 92) return "'\\\\'"
  if (point >= 32 && point < 127) return `'${String.fromCodePoint(point)}'`
  if (point < 32 || point === 127) return `'${CONTROLS[point] ?? `\\x${point.toString(16).padStart(2, '0')}`}'`
  const first = point < 0x800 ? 0xc0 | (point >> 6) : point < 0x10000 ? 0xe0 | (point >> 12) : 0xf0 | (point >> 18)
  return `'${String.fromCodePoint(first)}'`
}

const CONTROLS: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}
