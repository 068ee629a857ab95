import type { Source, Span } from '../../text/source.ts'
import type { Document } from '../../yaml/document.ts'
import { readDocuments } from '../../yaml/read.ts'
import { brokenSecretParts } from './broken-secret.ts'
import { Mask, type SecretPart } from './mask.ts'
import { holdsSecret, secretParts } from './secret-parts.ts'

/**
 * What may be shown of each source. It is worked out once for a source and only when something is to
 * be said about it; `sensitive` adds what others know to be secret.
 */
export function masks(sensitive?: (source: Source) => readonly Span[]): (source: Source) => Mask {
  const known = new WeakMap<Source, Mask>()
  return source => {
    let mask = known.get(source)
    if (!mask) known.set(source, (mask = new Mask(source, partsOf(source, sensitive?.(source) ?? []))))
    return mask
  }
}

function partsOf(source: Source, sensitive: readonly Span[]): SecretPart[] {
  // Most files hold nothing of the kind, and reading them again would be the dearest thing a report does.
  const parts: readonly SecretPart[] = mayHoldSecrets(source.text) ? partsByChunk(source) : []
  return [...sensitive.reduce(withHidden, parts)].sort((a, b) => a.start - b.start)
}

/** A place that lies in an object with secrets of its own is one more of them. */
function withHidden(parts: readonly SecretPart[], { start, end }: Span): readonly SecretPart[] {
  const around = parts.findIndex(part => part.start <= start && end <= part.end)
  if (around < 0) return [...parts, { start, end, hidden: [{ start, end }] }]
  const { hidden, ...part } = parts[around]!
  if (hidden.some(known => known.start < end && start < known.end)) return parts
  return parts.with(around, { ...part, hidden: [...hidden, { start, end }].sort((a, b) => a.start - b.start) })
}

const mayHoldSecrets = (text: string): boolean =>
  text.includes('Secret') || text.includes('secret') || text.includes('stringData') || TELLTALE.test(text)

const TELLTALE =
  /:\/\/[^\s/@]*:[^\s@]+@|passw|passphrase|pwd|token|[_-]pass\b|(?:api|private|access|auth|account|encryption|signing|master|certificate)[-_.]?key|key-data|credential|bearer|basic |AKIA|ASIA|gh[pousr]_|glpat|xox[abeoprs]-|AIza|k_live_|eyJ|sk-|hf_|npm_|kind["']?\s*:\s*["']?s[ecrt]{3,6}s?\b|["'\s]\/data\b/i

const MENTIONS_SECRET =
  /\bkind["']?\s*:\s*["']?(?:[Ss][ecrt]{3,6}s?|SecretList|EncryptionConfig(?:uration)?|Config|InitConfiguration|JoinConfiguration)\b|\bsecretGenerator\b/
const HAS_KIND = /^[\s"'{,-]*kind["']?\s*:/m

/**
 * A text between two `---` lines is either read without any doubt, and then its values say what is
 * secret, or it is not, and then nothing of what seems to be a Secret is shown. A text without a kind
 * after a Secret may be the rest of it, cut off by a slip of the hand.
 */
function partsByChunk(source: Source): SecretPart[] {
  const documents = readDocuments(source)
  const parts: SecretPart[] = []
  let afterSecret = false
  let next = 0
  for (const chunk of chunksOf(source.text)) {
    const body = source.text.slice(chunk.start, chunk.end)
    const first = next
    while (next < documents.length && documents[next]!.extent.start < chunk.end) next++
    const here = documents.slice(first, next)
    const rest: boolean = afterSecret && !HAS_KIND.test(body)
    const secret: boolean = rest || MENTIONS_SECRET.test(body)
    afterSecret = secret
    if (!rest && !mayHoldSecrets(body)) continue
    if (!isWhole(source.text, chunk, here)) {
      if (secret) parts.push(...brokenSecretParts(source.text, chunk, rest))
    } else
      for (const { node, comments } of here) {
        const found = secretParts(node!, secret)
        parts.push(
          ...(holdsSecret(node!) ? tellingComments(comments).reduce<readonly SecretPart[]>(withHidden, found) : found),
        )
      }
  }
  return parts
}

/** What stands behind a `#` in a Secret is often what it was before, or how to make it. */
const tellingComments = (comments: Document['comments']): Span[] =>
  comments
    .filter(({ text }) => text !== '' && !text.startsWith('drydock-'))
    .map(({ start, end }) => ({ start: start + 1, end }))

function chunksOf(text: string): Span[] {
  const starts = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index + 3)]
  return starts.map((start, index) => ({ start, end: (starts[index + 1] ?? text.length + 3) - 3 }))
}

/** Everything in it but comments was read, without an error, as objects or lists. */
function isWhole(text: string, chunk: Span, documents: readonly Document[]): boolean {
  let done = chunk.start
  for (const { node, problem, diagnostics, span } of documents) {
    if (problem !== undefined || !node || node.kind === 'scalar' || diagnostics.some(isSyntaxError)) return false
    if (!isBlank(text.slice(done, span.start))) return false
    done = Math.max(done, node.end, span.end)
  }
  return isBlank(text.slice(done, chunk.end))
}

/** A key that comes twice leaves no doubt about what is where. */
const isSyntaxError = ({ code, severity }: Document['diagnostics'][number]): boolean =>
  severity === 'error' && code !== 'yaml/duplicate-key'

const isBlank = (text: string): boolean => text.split('\n').every(line => /^\s*(?:#.*|%.*|\.\.\.\s*)?$/.test(line))
