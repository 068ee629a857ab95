import { goQuote } from '../../go-text.ts'

const END = 'unexpected end of JSON input'

/**
 * Why Go's encoding/json could not read the text into a map, in its words; undefined when it can.
 *
 *   ''      unexpected end of JSON input
 *   '{"a"'  unexpected end of JSON input
 *   'abc'   invalid character 'a' looking for beginning of value
 *   '[]'    json: cannot unmarshal array into Go value of type map[string]interface {}
 */
export const jsonMapProblem = (text: string): string | undefined =>
  jsonProblem(text, 'object', 'map[string]interface {}')

/** The same for a Go type that takes an object or an array. */
export function jsonProblem(text: string, takes: 'object' | 'array', goType: string): string | undefined {
  const problem = new Scanner(text).problem()
  if (problem !== undefined) return problem
  const first = text.trimStart()[0]
  if (first === 'n' || first === (takes === 'object' ? '{' : '[')) return undefined
  const kind = KINDS[first ?? ''] ?? 'number'
  return `json: cannot unmarshal ${kind} into Go value of type ${goType}`
}

const KINDS: Record<string, string> = { '{': 'object', '[': 'array', '"': 'string', t: 'bool', f: 'bool' }

/** Truth: Go's encoding/json/scanner.go */
class Scanner {
  readonly #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }

  problem(): string | undefined {
    try {
      this.#value()
      this.#space()
      if (this.#at < this.#text.length) this.#fail('after top-level value')
      return undefined
    } catch (problem) {
      if (problem instanceof Refusal) return problem.text
      throw problem
    }
  }

  #space(): void {
    while (this.#at < this.#text.length && ' \t\r\n'.includes(this.#text[this.#at]!)) this.#at++
  }

  #fail(where: string): never {
    const character = this.#text[this.#at]
    if (character === undefined) throw new Refusal(END)
    throw new Refusal(`invalid character ${quoteCharacter(character)} ${where}`)
  }

  /** Nesting is walked without recursion: the text is anybody's. */
  #value(): void {
    const open: ('{' | '[')[] = []
    for (;;) {
      this.#space()
      const character = this.#text[this.#at]
      if (character === '{' || character === '[') {
        this.#at++
        open.push(character)
        this.#space()
        if (this.#text[this.#at] === (character === '{' ? '}' : ']')) {
          this.#at++
          open.pop()
        } else {
          if (character === '{') this.#key('looking for beginning of object key string')
          continue
        }
      } else this.#scalar()
      if (!this.#close(open)) return
    }
  }

  /** After a value: true when another one must follow. */
  #close(open: ('{' | '[')[]): boolean {
    while (open.length > 0) {
      this.#space()
      const inside = open.at(-1)
      const character = this.#text[this.#at]
      if (character === ',') {
        this.#at++
        this.#space()
        if (inside === '{') this.#key('looking for beginning of object key string')
        return true
      }
      if (character !== (inside === '{' ? '}' : ']')) {
        this.#fail(inside === '{' ? 'after object key:value pair' : 'after array element')
      }
      this.#at++
      open.pop()
    }
    return false
  }

  #key(where: string): void {
    if (this.#text[this.#at] !== '"') this.#fail(where)
    this.#string()
    this.#space()
    if (this.#text[this.#at] !== ':') this.#fail('after object key')
    this.#at++
  }

  #scalar(): void {
    const character = this.#text[this.#at]
    if (character === '"') this.#string()
    else if (character === 't') this.#literal('true')
    else if (character === 'f') this.#literal('false')
    else if (character === 'n') this.#literal('null')
    else if (character === '-' || isDigit(character)) this.#number()
    else this.#fail('looking for beginning of value')
  }

  #literal(word: string): void {
    for (let index = 1; index < word.length; index++) {
      this.#at++
      if (this.#text[this.#at] !== word[index]) {
        this.#fail(`in literal ${word} (expecting ${quoteCharacter(word[index]!)})`)
      }
    }
    this.#at++
  }

  #string(): void {
    for (this.#at++; ; this.#at++) {
      const character = this.#text[this.#at]
      if (character === undefined) throw new Refusal(END)
      if (character === '"') break
      if (character < ' ') this.#fail('in string literal')
      if (character !== '\\') continue
      this.#at++
      const escaped = this.#text[this.#at]
      if (escaped === 'u') {
        for (let digit = 0; digit < 4; digit++) {
          this.#at++
          if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? '')) this.#fail('in \\u hexadecimal character escape')
        }
      } else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) this.#fail('in string escape code')
    }
    this.#at++
  }

  #number(): void {
    if (this.#text[this.#at] === '-') {
      this.#at++
      if (!isDigit(this.#text[this.#at])) this.#fail('in numeric literal')
    }
    if (this.#text[this.#at] === '0') this.#at++
    else this.#digits()
    if (this.#text[this.#at] === '.') {
      this.#at++
      if (!isDigit(this.#text[this.#at])) this.#fail('after decimal point in numeric literal')
      this.#digits()
    }
    if (this.#text[this.#at] === 'e' || this.#text[this.#at] === 'E') {
      this.#at++
      if (this.#text[this.#at] === '+' || this.#text[this.#at] === '-') this.#at++
      if (!isDigit(this.#text[this.#at])) this.#fail('in exponent of numeric literal')
      this.#digits()
    }
  }

  #digits(): void {
    while (isDigit(this.#text[this.#at])) this.#at++
  }
}

/** How the scanner leaves its nested calls; it never leaves this file. */
class Refusal {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9'

/** As Go writes a character in a message: `'a'`, `'\''`, `'"'`. */
function quoteCharacter(character: string): string {
  if (character === "'") return `'\\''`
  if (character === '"') return `'"'`
  return `'${goQuote(character).slice(1, -1)}'`
}
