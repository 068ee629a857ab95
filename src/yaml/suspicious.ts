import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../text/source.ts'
import type { ScalarNode, YamlNode } from './node.ts'

/** Whether a text holds anything that `suspiciousScalars` would look at; one quick pass for a whole source. */
export const mayBeSuspicious = (text: string): boolean => /[“”‘’：]/.test(text)

const LIMIT = 100_000

/** Plain scalars that are YAML, but that someone meant otherwise: quotes and colons of a word processor. */
export function suspiciousScalars(source: Source, root: YamlNode): Diagnostic[] {
  const found: Diagnostic[] = []
  const work = [root]
  for (let node = work.pop(), seen = 0; node && seen < LIMIT; node = work.pop(), seen++) {
    if (node.alias) continue
    if (node.kind === 'sequence') work.push(...node.items)
    else if (node.kind === 'mapping') for (const pair of node.pairs) work.push(pair.key, pair.node)
    else {
      const diagnostic = node.style === 'plain' ? suspicious(source, node) : undefined
      if (diagnostic) found.push(diagnostic)
    }
  }
  return found.sort((a, b) => a.at.start - b.at.start)
}

function suspicious(source: Source, { start, end }: ScalarNode): Diagnostic | undefined {
  const text = source.text.slice(start, end)
  const at = { source, start, end }
  if (/^[“”].*[“”]$|^[‘’].*[‘’]$/s.test(text)) {
    const inner = text.slice(1, -1)
    const meant = /^[“”]/.test(text) ? JSON.stringify(inner) : `'${inner.replaceAll("'", "''")}'`
    return {
      code: 'yaml/punctuation',
      severity: 'warning',
      message: `The typographic quotes around ${text} become part of the value`,
      at,
      advice: 'Type the ASCII quotes.',
      fix: { title: `Write ${meant}`, edits: [{ source, start, end, text: meant }], safety: 'review' },
    }
  }
  const colon = /^[A-Za-z][\w.-]*：/.exec(text)
  if (!colon) return undefined
  const place = start + colon[0].length - 1
  return {
    code: 'yaml/punctuation',
    severity: 'warning',
    message: `The full-width colon in ${text} does not end a key`,
    at: { source, start: place, end: place + 1 },
    advice: 'Type an ASCII colon with a space behind it.',
    fix: { title: 'Replace by `: `', edits: [{ source, start: place, end: place + 1, text: ': ' }], safety: 'review' },
  }
}
