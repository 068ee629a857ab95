import type { Span } from '../../text/source.ts'
import type { SecretPart } from './mask.ts'

/** Keys whose values may be shown as long as no data has begun. */
const PLAIN_KEYS = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'type',
  'immutable',
  'labels',
  'annotations',
  'items',
])

const DATA = /\b(?:data|stringData|literals|last-applied-configuration)\b["']?\s*:/

/**
 * The secrets of a text that could not be read as it stands. Nothing about its structure can be
 * trusted: every value is hidden but those of a few keys before the data.
 *
 * @param rest the text seems to go on where a Secret was cut off: then there is nothing plain in it
 */
export function brokenSecretParts(text: string, chunk: Span, rest: boolean): SecretPart[] {
  const hidden: Span[] = []
  let inData = rest
  let offset = chunk.start
  for (const line of text.slice(chunk.start, chunk.end).split(/(?<=\n)/)) {
    const key = /^\s*(?:[-?]\s+)*(["']?)([\w./-]{1,253})\1\s*:(?:\s+|$)/.exec(line)
    const plain = !inData && (line.trim() === '' || (key !== null && PLAIN_KEYS.has(key[2]!)))
    const comment = line.search(/\s#/)
    const first = DATA.exec(line)
    inData ||= first !== null
    if (!plain) {
      const from = key ? key[0].length : line.length - line.trimStart().length
      const start = offset + from
      const end = offset + line.trimEnd().length
      if (end > start) hidden.push({ start, end })
    } else if (key && /[{[,"'&*|>]/.test(line.slice(key[0].length))) {
      // `metadata: {name: a}, data: {…` on one line.
      const start = offset + key[0].length
      const end = offset + line.trimEnd().length
      if (first && end > start) hidden.push({ start, end })
    } else if (comment >= 0) hidden.push({ start: offset + comment + 2, end: offset + line.trimEnd().length })
    offset += line.length
  }
  if (hidden.length === 0) return []
  return [{ ...chunk, hidden, values: hidden.flatMap(({ start, end }) => wordsOf(text.slice(start, end))) }]
}

/** What a sentence could quote of a hidden text: its words, as long as they are no mere syllables. */
export const wordsOf = (text: string): string[] => text.split(/[\s"'`{}[\],:|>&*#\\]+/).filter(word => word.length >= 6)
