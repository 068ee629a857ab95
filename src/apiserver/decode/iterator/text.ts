import { type Json, Numeral } from '../../../resource/json.ts'

/**
 * The bytes that the server's decoder walks over: a body of JSON as it was sent, a body of YAML turned into
 * JSON, which sorts the keys.
 */
export function bytesOfBody(body: Json, raw: string | undefined): Uint8Array {
  if (raw === undefined) return UTF_8.encode(jsonText(body, inOrder, quote))
  return UTF_8.encode(/^\s*\{/.test(raw) ? raw : jsonText(body, sorted, quoteForHtml))
}

function jsonText(value: Json, keysOf: (object: object) => string[], quoted: (text: string) => string): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Numeral) return value.text
  if (Array.isArray(value)) return `[${value.map(item => jsonText(item, keysOf, quoted)).join(',')}]`
  const pairs: string[] = []
  for (const key of keysOf(value)) {
    const item = value[key]
    if (item !== undefined) pairs.push(`${quoted(key)}:${jsonText(item, keysOf, quoted)}`)
  }
  return `{${pairs.join(',')}}`
}

const inOrder = (object: object): string[] => Object.keys(object)
const sorted = (object: object): string[] => Object.keys(object).sort()
const quote = (text: string): string => JSON.stringify(text)

const UNSAFE = /[<>&\u2028\u2029]/g
const quoteForHtml = (text: string): string =>
  quote(text).replace(UNSAFE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Bytes as they come out of a Status: whatever is no character of UTF-8 becomes one � for each byte, also
 * where a window begins or ends inside of a character.
 */
export function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; ) {
    const width = widthOf(bytes[index]!)
    const decoded = index + width > bytes.length ? '\ufffd\ufffd' : LENIENT.decode(bytes.subarray(index, index + width))
    const isOne = decoded.length === 1 || (width === 4 && decoded.length === 2 && decoded[0] !== '\ufffd')
    text += isOne ? decoded : '\ufffd'
    index += isOne ? width : 1
  }
  return text
}

const widthOf = (first: number): number => (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4)

const UTF_8 = new TextEncoder()
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true })
