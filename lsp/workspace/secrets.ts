import { masks } from '../../src/report/redact/mask-of.ts'
import { chunkOf } from './chunk.ts'

const MENTIONS_SECRET = /\bkind["']?\s*:\s*["']?(?:Secret|EncryptionConfiguration)\b|\bsecretGenerator\b/
const HAS_KIND = /^[\s"'{,-]*kind["']?\s*:/m

/**
 * What may be shown of a chunk. A text without a kind behind a Secret may be the rest of it, cut off by a slip of the
 * hand: then all of it is hidden.
 */
export const maskOf = masks(source => {
  const chunk = chunkOf(source)
  if (!chunk || HAS_KIND.test(source.text)) return []
  const before = chunk.file.chunks[chunk.file.chunks.indexOf(chunk) - 1]
  return before && MENTIONS_SECRET.test(before.source.text) ? [{ start: 0, end: source.text.length }] : []
})
