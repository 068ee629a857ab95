import { type Json, Numeral } from '../resource/json.ts'
import { integer, resolvePlain, resolveUnrepresentable, type Unrepresentable } from './resolve.ts'
import { BINARY_TAG, BOOL_TAG, FLOAT_TAG, INT_TAG, NULL_TAG, STRING_TAG, shortTag, TIMESTAMP_TAG } from './tags.ts'

export interface Tagged {
  readonly value: Json
  /** Why it does not resolve: "cannot decode !!float `5.5` as a !!int". */
  readonly refused?: string
  readonly unrepresentable?: Unrepresentable
}

const RESOLVABLE = new Set([BOOL_TAG, FLOAT_TAG, INT_TAG, NULL_TAG, TIMESTAMP_TAG])

/**
 * A scalar with a tag. An unknown tag says nothing: the text stays. An integer may stand for a float.
 *
 * Truth: goyaml.v2/resolve.go
 */
export function resolveTagged(text: string, tag: string): Tagged {
  if (tag === BINARY_TAG) return fromBase64(text)
  if (!RESOLVABLE.has(tag)) return { value: text }
  if (tag === TIMESTAMP_TAG && TIMESTAMP.test(text)) return { value: text }
  const unrepresentable = resolveUnrepresentable(text)
  const value = resolvePlain(text)
  const natural = unrepresentable ? FLOAT_TAG : tagOf(value, text)
  if (natural === tag || (tag === FLOAT_TAG && natural === INT_TAG && !isUint64(value)))
    return unrepresentable ? { value, unrepresentable } : { value }
  return { value, refused: `cannot decode ${shortTag(natural)} \`${text}\` as a ${shortTag(tag)}` }
}

function tagOf(value: Json, text: string): string {
  if (value === null) return NULL_TAG
  if (typeof value === 'boolean') return BOOL_TAG
  if (typeof value === 'bigint') return INT_TAG
  if (value instanceof Numeral) return FLOAT_TAG
  if (typeof value === 'number') return integer(text.replaceAll('_', '')) === undefined ? FLOAT_TAG : INT_TAG
  return STRING_TAG
}

export const isUint64 = (value: Json): boolean => typeof value === 'bigint' && value >= 2n ** 63n

/** Go takes a date alone, with a time behind a space, or in RFC 3339; months and days may have one digit. */
const TIMESTAMP =
  /^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?: \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?|[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2}))?$/

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function fromBase64(text: string): Tagged {
  const digits = text.replaceAll('\n', '').replaceAll('\r', '')
  if (!BASE64.test(digits)) return { value: text, refused: '!!binary value contains invalid base64 data' }
  const bytes = Uint8Array.from(atob(digits), char => char.charCodeAt(0))
  return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
}
