import type { Source, Span } from '../../text/source.ts'

/** What stands for a secret in every output. */
export const HIDDEN = '•••'

/** An object (or a broken document) with the parts of it that must not be shown. */
export interface SecretPart extends Span {
  readonly hidden: readonly Span[]
  /** What the hidden parts mean, where that is not what is written there: aliases, escapes, folded lines. */
  readonly values?: readonly string[]
}

/** What may be shown of a source. */
export class Mask {
  readonly #source: Source
  readonly #parts: readonly SecretPart[]
  readonly #words = new Map<SecretPart, Word[]>()

  /** @param parts in the order of the text, not overlapping */
  constructor(source: Source, parts: readonly SecretPart[]) {
    this.#source = source
    this.#parts = parts
  }

  /** The first part that does not end before an offset. */
  #firstAt(offset: number): number {
    let low = 0
    let high = this.#parts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#parts[middle]!.end < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The text between two offsets, every hidden part replaced by `•••`. */
  show(from: number, to: number): string {
    const { text } = this.#source
    let shown = ''
    let done = from
    for (let index = this.#firstAt(from); index < this.#parts.length; index++) {
      const part = this.#parts[index]!
      if (part.start >= to) break
      for (const span of part.hidden) {
        if (span.end <= done || span.start >= to) continue
        shown += text.slice(done, Math.max(done, span.start)) + HIDDEN
        done = Math.min(to, span.end)
      }
    }
    return shown + text.slice(done, to)
  }

  /** A sentence about a place, without the secrets of the object at that place. */
  redact(sentence: string, at: Span): string {
    for (let index = this.#firstAt(at.start); index < this.#parts.length; index++) {
      const part = this.#parts[index]!
      if (part.start > at.end) break
      let words = this.#words.get(part)
      if (!words) this.#words.set(part, (words = wordsOf(this.#source, part)))
      for (const { word, bare } of words) {
        if (bare) sentence = sentence.replaceAll(word, HIDDEN)
        else
          for (const quote of ['"', "'", '`'])
            sentence = sentence.replaceAll(quote + word + quote, quote + HIDDEN + quote)
      }
      // Decoders quote the bytes around a mistake: `…error found in #10 byte of ...|"a":"hunt|...`
      sentence = sentence.replaceAll(/\.\.\.\|.*?\|\.\.\./gs, `...|${HIDDEN}|...`)
    }
    return sentence
  }
}

interface Word {
  readonly word: string
  /** Long enough to be taken out wherever it stands; a shorter one only in quotes, or `a` would hide half a sentence. */
  readonly bare: boolean
}

function wordsOf(source: Source, part: SecretPart): Word[] {
  const words = new Set<string>()
  for (const value of part.values ?? []) {
    add(words, value)
    const decoded = decode(value)
    if (decoded !== undefined) add(words, decoded)
  }
  for (const { start, end } of part.hidden) {
    const written = source.text.slice(start, end).trim()
    const quoted = /^(["'])(.*)\1$/s.exec(written)
    add(words, quoted ? quoted[2]! : written)
    const lines = written.split(/\r\n|\r|\n/).map(line => line.trim())
    if (lines.length > 1) for (const line of [...lines, lines.join('')]) add(words, line)
    const value = quoted ? quoted[2]! : lines.join('')
    const decoded = decode(value)
    if (decoded !== undefined) add(words, decoded)
  }
  return [...words].sort((a, b) => b.length - a.length).map(word => ({ word, bare: word.length >= 5 }))
}

function add(words: Set<string>, word: string): void {
  if (word === '' || /^[|>][-+0-9]*$/.test(word)) return
  words.add(word)
  const escaped = JSON.stringify(word).slice(1, -1)
  if (escaped !== word) words.add(escaped)
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** What base64 text stands for, when it is text. */
function decode(value: string): string | undefined {
  if (value.length < 4 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined
  try {
    const bytes = Uint8Array.from(atob(value), character => character.charCodeAt(0))
    return UTF_8.decode(bytes)
  } catch {
    return undefined
  }
}
