/** A place in a text that go-yaml does not even begin to parse. */
export interface EncodingProblem {
  /** In the decoded text. */
  readonly offset: number
  readonly length: number
  /** In go-yaml's words: `invalid leading UTF-8 octet`, `control characters are not allowed`. */
  readonly message: string
}

export interface DecodedText {
  /** Bytes that are no text became U+FFFD. A byte order mark of UTF-8 stays, so that offsets and edits stay true. */
  readonly text: string
  readonly problem?: EncodingProblem
}

/** Text from bytes: UTF-8, or UTF-16 when a byte order mark says so, as go-yaml takes them. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
    const { at, message } = firstInvalid(bytes)
    const offset = lenient.decode(bytes.subarray(0, at)).length
    return { text: lenient.decode(bytes), problem: { offset, length: 1, message } }
  }
}

/** Truth: goyaml.v2/readerc.go */
function firstInvalid(bytes: Uint8Array): { at: number; message: string } {
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    const width = first < 0x80 ? 1 : first >= 0xf8 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
    if (width === 0) return { at, message: 'invalid leading UTF-8 octet' }
    if (at + width > bytes.length) return { at, message: 'incomplete UTF-8 octet sequence' }
    let point = width === 1 ? first : first & (0xff >> (width + 1))
    for (let index = 1; index < width; index++) {
      const byte = bytes[at + index]!
      if ((byte & 0xc0) !== 0x80) return { at, message: 'invalid trailing UTF-8 octet' }
      point = point * 64 + (byte & 0x3f)
    }
    if (point < (LEAST[width] ?? 0)) return { at, message: 'invalid length of a UTF-8 sequence' }
    if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return { at, message: 'invalid Unicode character' }
    at += width
  }
  return { at, message: 'invalid Unicode character' }
}

/** The smallest character that needs so many bytes. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000]

/** The first character at or after `from` that YAML forbids: control characters, and halves of surrogate pairs. */
export function forbiddenCharacter(text: string, from: number): EncodingProblem | undefined {
  SUSPECT.lastIndex = from
  for (let match = SUSPECT.exec(text); match; match = SUSPECT.exec(text)) {
    const at = match.index
    const isPair = isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))
    if (!isPair) return { offset: at, length: 1, message: 'control characters are not allowed' }
    SUSPECT.lastIndex = at + 2
  }
  return undefined
}

/** What YAML forbids, and surrogates, which it allows in pairs. */
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/g

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000

const CHUNK = 512

/**
 * go-yaml takes its input 512 bytes at a time and refuses a bad character when it takes the chunk, before it looks
 * at the first character in it. What stands in earlier chunks is parsed, and may be refused, before. An incomplete
 * sequence at the very end is met only when everything before it is used up.
 */
export function chunkOf(text: string, from: number, problem: EncodingProblem): number {
  if (problem.message.startsWith('incomplete')) return problem.offset
  let start = from
  let bytes = text.charCodeAt(from) === 0xfeff ? 3 : 0
  for (let at = from + (bytes > 0 ? 1 : 0); at < problem.offset; at++) {
    const code = text.charCodeAt(at)
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xdc00 ? 4 : 3
    if (bytes + width > CHUNK) {
      start = at
      bytes = 0
    }
    bytes += width
    if (width === 4) at++
  }
  return bytes === CHUNK ? problem.offset : start
}
