import type { Span } from '../../text/source.ts'
import type { SecretPart } from './mask.ts'

/**
 * The secrets of a document that could not be read. Nothing about its structure can be trusted, so
 * from the first `data:` or `stringData:` on, everything after a key is hidden to the document's end.
 */
export function brokenSecretParts(text: string, document: Span): SecretPart[] {
  const body = text.slice(document.start, document.end)
  if (!/\bkind["']?\s*:\s*["']?Secret\b|\bsecretGenerator\b/.test(body)) return []
  const from = /\b(?:data|stringData|literals|last-applied-configuration)\b["']?\s*:/.exec(body)
  if (!from) return []
  const hidden: Span[] = []
  let offset = document.start + from.index
  for (const line of text.slice(offset, document.end).split(/(?<=\n)/)) {
    const start = offset + valueStart(line)
    const end = offset + line.trimEnd().length
    if (end > start) hidden.push({ start, end })
    offset += line.length
  }
  return hidden.length > 0 ? [{ ...document, hidden }] : []
}

/** Where the value begins: after `key:` and blanks; a line without a key is a value as a whole. */
function valueStart(line: string): number {
  const key = /^\s*(?:[-?]\s+)*["']?[\w.-]{1,253}["']?\s*:(?:\s+|$)/.exec(line)
  return key ? key[0].length : line.length - line.trimStart().length
}
