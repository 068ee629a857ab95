import type { Source, Span } from '../../text/source.ts'
import { readDocuments } from '../../yaml/read.ts'
import { brokenSecretParts } from './broken-secret.ts'
import { Mask, type SecretPart } from './mask.ts'
import { secretParts } from './secret-parts.ts'

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
  const parts: SecretPart[] = []
  // Most files hold nothing of the kind, and reading them again would be the dearest thing a report does.
  if (mayHoldSecrets(source.text)) {
    for (const document of readDocuments(source)) {
      if (document.problem !== undefined || !document.node) parts.push(...brokenSecretParts(source.text, document.span))
      else parts.push(...secretParts(document.node))
    }
  }
  for (const span of sensitive) parts.push({ start: span.start, end: span.end, hidden: [span] })
  return parts.sort((a, b) => a.start - b.start)
}

const mayHoldSecrets = (text: string): boolean =>
  text.includes('Secret') ||
  text.includes('secret') ||
  /passw|passphrase|token|api[-_.]?key|private[-_.]?key|credential/i.test(text)
