import { END, isBreak } from './characters.ts'

/** Why a text is not YAML, in the words of go-yaml. Thrown inside the reader and caught at its edge only. */
export class Refusal {
  readonly problem: string
  readonly offset: number
  /** The line that go-yaml names; 0 when it names none. */
  readonly line: number
  /** Where the construct began that went wrong. */
  readonly context: number

  constructor(problem: string, offset: number, line: number, context: number) {
    this.problem = problem
    this.offset = offset
    this.line = line
    this.context = context
  }

  /** `yaml: line 5: mapping values are not allowed in this context` */
  get message(): string {
    return `yaml: ${this.line > 0 ? `line ${this.line}: ` : ''}${this.problem}`
  }
}

/**
 * How many values may still be read. A value takes some two hundred bytes, so that six million of them, seventy
 * megabytes of ordinary manifests, fit into the memory that Node takes without being asked.
 */
export interface Budget {
  values: number
}

export const newBudget = (): Budget => ({ values: 6_000_000 })

export const TOO_MANY_VALUES = 'more values than fit into memory'

/** A position in a text that counts lines as YAML 1.1 does. Lines count from 0, columns are `at - lineStart`. */
export class Cursor {
  readonly text: string
  readonly to: number
  at: number
  line = 0
  lineStart: number

  constructor(text: string, from: number, to: number) {
    this.text = text
    this.to = to
    this.at = from
    this.lineStart = from
  }

  get column(): number {
    return this.at - this.lineStart
  }

  code(ahead = 0): number {
    const at = this.at + ahead
    return at < this.to ? this.text.charCodeAt(at) : END
  }

  /** Passes the line break at the cursor and returns how a scalar holds it. */
  newline(): string {
    const code = this.code()
    this.at += code === 13 && this.code(1) === 10 ? 2 : 1
    this.line++
    this.lineStart = this.at
    return code < 0x2028 ? '\n' : String.fromCharCode(code)
  }

  skipBlanks(): void {
    while (this.code() === 32 || this.code() === 9) this.at++
  }

  /**
   * go-yaml names a scanner's line only when it is not the first of the text.
   * Truth: goyaml.v2/decode.go parser.fail
   */
  refuse(problem: string, context: number): never {
    throw new Refusal(problem, this.at, this.line === 0 ? 0 : this.line + 1, context)
  }
}

/** Counts lines as go-yaml does, from 1 at `from`. Quick when asked for places in the order of the text. */
export function lineCounter(text: string, from: number): (offset: number) => number {
  let at = from
  let line = 1
  return offset => {
    if (offset < at) {
      at = from
      line = 1
    }
    for (; at < offset; at++) {
      const code = text.charCodeAt(at)
      if (isBreak(code) && !(code === 13 && text.charCodeAt(at + 1) === 10)) line++
    }
    return line
  }
}
