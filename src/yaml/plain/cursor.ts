/** Thrown where a text leaves the ordinary. */
export const ODD = Symbol('odd')
export const odd = (): never => {
  throw ODD
}

/** Deeper than any manifest; the stack of calls is no place for more. */
const DEEPEST = 100

export const NEWLINE = 10
export const TAB = 9
export const SPACE = 32
export const DOUBLE = 34
export const HASH = 35
export const SINGLE = 39
export const COMMA = 44
export const DASH = 45
export const COLON = 58
export const QUESTION = 63
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const FOLDED = 62
export const LITERAL = 124
export const OPEN_MAP = 123
export const CLOSE_MAP = 125

/**
 * A place in a document that is read plainly. Lines end with `\n` alone; behind the end of the document there is
 * nothing but line breaks.
 */
export class PlainCursor {
  readonly text: string
  readonly to: number
  at: number
  lineStart: number
  /** The column of the content at the cursor; -1 at the end. */
  indent = -1
  /** Start, end, start, end… */
  readonly comments: number[] = []
  /** How many nodes the reader of all of YAML would make. */
  values = 0
  #depth = 0

  constructor(text: string, from: number, to: number) {
    this.text = text
    this.to = to
    this.at = from
    this.lineStart = from
  }

  code(at: number): number {
    return at < this.to ? this.text.charCodeAt(at) : NEWLINE
  }

  /** Into a collection. */
  enter(): void {
    if (++this.#depth > DEEPEST) odd()
  }

  leave(): void {
    this.#depth--
  }

  /** From the start of a line to the next content, past blank lines and comments. */
  nextContent(): void {
    const text = this.text
    const to = this.to
    for (let start = this.at; ; ) {
      let at = start
      let code = SPACE
      while (at < to && (code = text.charCodeAt(at)) === SPACE) at++
      if (at >= to) {
        this.at = to
        this.indent = -1
        return
      }
      if (code === NEWLINE) start = at + 1
      else if (code === HASH) start = this.comment(at)
      else {
        if (code === TAB) odd()
        this.at = at
        this.lineStart = start
        this.indent = at - start
        // The end of a document, a directive: neither belongs into one.
        if (at === start && (code === 37 || text.startsWith('...', at) || text.startsWith('---', at))) odd()
        return
      }
    }
  }

  /** Notes a comment, and tells where the next line begins. */
  comment(at: number): number {
    const newline = this.text.indexOf('\n', at)
    const end = newline < 0 ? this.to : Math.min(newline, this.to)
    this.comments.push(at, end)
    return Math.min(end + 1, this.to)
  }

  /** Behind a value: nothing but a comment may follow on its line. */
  endLine(): void {
    const first = this.at
    let at = first
    while (this.code(at) === SPACE) at++
    const code = this.code(at)
    if (code === NEWLINE) this.at = Math.min(at + 1, this.to)
    else if (code === HASH && at > first) this.at = this.comment(at)
    else odd()
    this.nextContent()
  }

  /** Where the next line begins. */
  lineEnd(at: number): number {
    const newline = this.text.indexOf('\n', at)
    return newline < 0 ? this.to : newline + 1
  }
}

export const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
export const isDigit = (code: number): boolean => code >= 48 && code <= 57
