import type { Edit } from '../text/edit.ts'
import type { Document } from './document.ts'
import type { MappingNode, Pair, SequenceNode, YamlNode } from './node.ts'

interface Entry {
  readonly start: number
  readonly end: number
}

/** Removes a pair, the comment behind it, and the comments on the lines right above it. The last pair leaves `{}`. */
export function removePair(document: Document, mapping: MappingNode, pair: Pair): Edit {
  const entries = mapping.pairs.map(({ key, node }) => ({ start: key.start, end: Math.max(key.end, node.end) }))
  return removeEntry(document, mapping, entries, mapping.pairs.indexOf(pair), '{}')
}

/** Removes an item with its dash, and its comments likewise. The last item leaves `[]`. */
export function removeItem(document: Document, sequence: SequenceNode, index: number): Edit {
  const { text } = document.source
  const entries = sequence.items.map(item => ({
    start: sequence.flow ? item.start : text.lastIndexOf('-', Math.max(item.start - 1, sequence.start)),
    end: item.end,
  }))
  return removeEntry(document, sequence, entries, index, '[]')
}

function removeEntry(
  document: Document,
  parent: YamlNode,
  entries: readonly Entry[],
  index: number,
  empty: string,
): Edit {
  const { text } = document.source
  const entry = entries[index]!
  const next = entries[index + 1]
  const previous = entries[index - 1]
  if (!previous && !next) return emptied(text, parent, empty)
  if (document.format === 'json' || (parent.kind !== 'scalar' && parent.flow)) {
    if (next) return { start: entry.start, end: next.start, text: '' }
    return { start: previous!.end, end: entry.end, text: '' }
  }
  const lineStart = startOfLine(text, entry.start)
  if (text.slice(lineStart, entry.start).trim() !== '' && next) return { start: entry.start, end: next.start, text: '' }
  return { start: withCommentsAbove(text, lineStart), end: startOfNextLine(text, entry.end), text: '' }
}

/**
 * What is left when the last entry goes. Below its key, `[]` would have to be indented where items need not be: it comes
 * behind the colon, unless a comment is in the way.
 */
function emptied(text: string, parent: YamlNode, empty: string): Edit {
  const { start, end } = parent
  if (parent.kind === 'scalar' || parent.flow) return { start, end, text: empty }
  const before = text.slice(0, start).trimEnd().length
  if (!text.slice(before, start).includes('\n')) return { start, end, text: empty }
  const hasComment = text.slice(startOfLine(text, before), before).includes('#')
  if (text[before - 1] === ':' && !hasComment) return { start: before, end, text: ` ${empty}` }
  return { start, end, text: `  ${empty}` }
}

function withCommentsAbove(text: string, lineStart: number): number {
  const indent = /^ */.exec(text.slice(lineStart, lineStart + 200))![0]
  let start = lineStart
  while (start > 0) {
    const above = startOfLine(text, start - 1)
    const line = text.slice(above, start)
    if (!line.startsWith(`${indent}#`)) break
    start = above
  }
  return start
}

function startOfLine(text: string, at: number): number {
  let start = at
  if (start > 0 && text[start - 1] === '\r' && text[start] === '\n') start--
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--
  return start
}

function startOfNextLine(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  if (text[at] === '\r' && text[at + 1] === '\n') at++
  return Math.min(at + 1, text.length)
}
