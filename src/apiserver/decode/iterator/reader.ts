/** A byte of JSON by its character. */
export const byte = (character: string): number => character.charCodeAt(0)

const COMMA = byte(',')
const COLON = byte(':')
const QUOTE = byte('"')
const BACKSLASH = byte('\\')
const SPACE = byte(' ')
const DOT = byte('.')
const ZERO = byte('0')
const NINE = byte('9')

/** Bodies nested deeper than this are not walked: the stack of whoever runs drydock is smaller than Go's. */
const DEEPEST = 1000

/**
 * json-iterator's way over the bytes of a body.
 *
 * It keeps the first complaint and goes on reading, but from then on it can no longer step back: what it
 * peeked at is lost, so that it soon stumbles out of every struct it was in. How far it came by then shows in
 * the message, because every field it passes through puts its name in front. That is why the walk goes on here
 * as well, byte by byte.
 *
 *     {"a":5,"b":"x"}   a string was wanted at `a`: the 5 is gone, the walk goes on at `,"b"`
 *
 * Truth: vendor/github.com/json-iterator/go/iter.go, iter_str.go, iter_skip_strict.go
 */
export class Reader {
  readonly bytes: Uint8Array
  head = 0
  depth = 0
  /** The first complaint with the names of the fields and types around it. */
  complaint: Complaint | undefined
  #atEnd = false

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** What was complained about first stays; `found` is shown after the message as the byte it is. */
  report(operation: string, message: string, found?: number): void {
    if (this.complaint) return
    this.complaint = { names: [], operation, message, found, head: this.head }
  }

  /** Go's own complaint about a number, which knows no place. */
  outOfRange(number: string): void {
    const message = `parsing "${number}": value out of range`
    this.complaint ??= { names: [], operation: 'strconv.ParseFloat', message, found: undefined, head: undefined }
  }

  /** The name of a field, a type or a list that the walk leaves after a complaint. */
  leave(name: string): void {
    this.complaint?.names.push(name)
  }

  /** Goes one level down; false when that is too deep. */
  descend(): boolean {
    if (++this.depth <= DEEPEST) return true
    this.report('incrementDepth', 'exceeded max depth')
    return false
  }

  /** The next byte that is not white space; 0 at the end. */
  token(): number {
    const { bytes } = this
    for (let index = this.head; index < bytes.length; index++) {
      const code = bytes[index]!
      if (isSpace(code)) continue
      this.head = index + 1
      return code
    }
    this.end()
    return 0
  }

  byte(): number {
    if (this.head >= this.bytes.length) {
      this.end()
      return 0
    }
    return this.bytes[this.head++]!
  }

  /** There is nothing behind the last byte. */
  end(): void {
    if (this.complaint || this.#atEnd) return
    this.head = this.bytes.length
    this.#atEnd = true
  }

  /** One step back, as long as all went well. */
  back(): void {
    if (!this.complaint && !this.#atEnd) this.head--
  }

  /** True, and past it, when `null` comes next. */
  isNull(): boolean {
    if (this.token() === byte('n')) {
      this.rest('ull')
      return true
    }
    this.back()
    return false
  }

  /** The rest of `true`, `false` or `null`. */
  rest(letters: string): void {
    for (let index = 0; index < letters.length; index++) {
      if (this.byte() === letters.charCodeAt(index)) continue
      this.report(letters.length === 3 ? 'skipThreeBytes' : 'skipFourBytes', `expect ${letters}`)
      return
    }
  }

  colon(operation: string): void {
    const code = this.token()
    if (code !== COLON) this.report(operation, 'expect : after object field, but found ', code)
  }

  string(): string {
    const code = this.token()
    if (code === QUOTE) return this.#restOfString()
    if (code === byte('n')) this.rest('ull')
    else this.report('ReadString', 'expects " or n, but found ', code)
    return ''
  }

  #restOfString(): string {
    const { bytes } = this
    for (let index = this.head; index < bytes.length; index++) {
      const code = bytes[index]!
      if (code === QUOTE) {
        const text = UTF_8.decode(bytes.subarray(this.head, index))
        this.head = index + 1
        return text
      }
      if (code === BACKSLASH) break
      if (code < SPACE) {
        this.report('ReadString', `invalid control character found: ${code}`)
        return ''
      }
    }
    return this.#escapedString()
  }

  /** After a complaint a text with escapes is not read at all. */
  #escapedString(): string {
    if (this.complaint || this.#atEnd) return ''
    const start = this.head
    for (let code = this.byte(); code !== QUOTE; code = this.byte()) {
      if (code === BACKSLASH) this.byte()
      if (this.#atEnd) {
        this.report('readStringSlowPath', 'unexpected end of input')
        return ''
      }
    }
    return JSON.parse(UTF_8.decode(this.bytes.subarray(start - 1, this.head)))
  }

  /** The name of a field where a struct has few of them; undefined when there is none to be read. */
  fieldName(): string | undefined {
    const code = this.token()
    if (code !== QUOTE) {
      this.report('readFieldHash', 'expect ", but found ', code)
      return undefined
    }
    const start = this.head
    const { bytes } = this
    let index = start
    while (index < bytes.length && bytes[index] !== QUOTE && bytes[index] !== BACKSLASH) index++
    if (index >= bytes.length) {
      this.end()
      this.report('readFieldHash', 'incomplete field name')
      return undefined
    }
    let name: string | undefined
    if (bytes[index] === BACKSLASH) {
      if (this.complaint) this.head = index
      else name = this.#escapedString()
    } else {
      name = UTF_8.decode(bytes.subarray(start, index))
      this.head = index + 1
    }
    const after = this.token()
    if (after === COLON) return name
    this.report('readFieldHash', 'expect :, but found ', after)
    return undefined
  }

  /** Steps into an object; false when there is nothing in it. */
  objectStart(): boolean {
    const code = this.token()
    if (code === byte('{')) {
      if (this.token() === byte('}')) return false
      this.back()
      return true
    }
    if (code === byte('n')) this.rest('ull')
    else this.report('readObjectStart', 'expect { or n, but found ', code)
    return false
  }

  objectEnds(): boolean {
    const code = this.token()
    if (code === COMMA) return false
    if (code !== byte('}')) this.report('isObjectEnd', 'object ended prematurely, unexpected char ', code)
    return true
  }

  wholeNumberEnds(): void {
    if (this.bytes[this.head] === DOT) this.report('assertInteger', 'can not decode float as int')
  }
}

/** What the reader found wrong, and where. */
export interface Complaint {
  /** From the inside out. */
  readonly names: string[]
  readonly operation: string
  readonly message: string
  readonly found: number | undefined
  /** How far the reader had come; undefined where the message does not show the place. */
  readonly head: number | undefined
}

export const isDigit = (code: number | undefined): boolean => code !== undefined && code >= ZERO && code <= NINE

export const isSpace = (code: number): boolean => code === SPACE || code === 10 || code === 9 || code === 13

const UTF_8 = new TextDecoder()
