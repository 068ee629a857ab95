import { isObject, type Json } from '../resource/json.ts'
import type { Edit } from '../text/edit.ts'
import type { Document } from './document.ts'
import type { MappingNode, Pair, ScalarNode, SequenceNode, YamlNode } from './node.ts'
import type { Path } from './path.ts'
import { find } from './place.ts'
import {
  quoteDouble,
  renderAfterKey,
  renderFlow,
  renderItem,
  renderJson,
  renderPairs,
  renderText,
  type Style,
} from './render.ts'
import { columnOf, styleOf } from './style.ts'

/**
 * Sets the value at a path: replaces it, or inserts it with as many parents as are missing. Undefined when the path
 * leads through something that is neither a mapping nor a list, or would add to an alias.
 */
export function setValue(document: Document, path: Path, value: Json): Edit[] | undefined {
  const found = find(document, path)
  if (!found) return undefined
  const { node, depth, exact } = found
  if (exact) return [replaceValue(document, node, value)]
  // Where an alias stands there is nothing to add to.
  if (node.alias) return undefined
  const rest = path.slice(depth)
  let inner: Json = value
  for (const step of rest.slice(1).reverse()) inner = typeof step === 'number' ? [inner] : { [step]: inner }
  const first = rest[0]!
  if (node.kind === 'mapping') return [insertPair(document, node, String(first), inner)]
  if (node.kind === 'sequence') return first === node.items.length ? [insertItem(document, node, inner)] : undefined
  if (node.value !== null || !found.pair) return undefined
  return [replaceValue(document, node, typeof first === 'number' ? [inner] : { [first]: inner }, found.pair)]
}

/** Writes another value in the place of one. A scalar keeps its quotes. */
export function replaceValue(document: Document, node: YamlNode, value: Json, pair?: Pair): Edit {
  const { start, end } = node
  const isScalar = !isObject(value) && !Array.isArray(value)
  if (node.kind === 'scalar' && isScalar && start < end) return { start, end, text: inStyleOf(document, node, value) }
  if (document.format === 'json') return { start, end, text: renderJson(value) }
  const style = styleOf(document)
  if (isScalar || isFlow(document, node))
    return { start, end, text: start === end ? ` ${renderFlow(value)}` : renderFlow(value) }
  if (pair) {
    const colon = document.source.text.lastIndexOf(':', start)
    const text = renderAfterKey(value, columnOf(document, pair.key.start) + style.step, style)
    return { start: Math.max(colon + 1, pair.key.end), end, text }
  }
  const column = columnOf(document, start)
  return { start, end, text: isObject(value) ? renderPairs(value, column, style) : renderItem(value, column, style) }
}

/** Adds a pair behind the last one, or behind the pair of another key, indented and quoted like its neighbours. */
export function insertPair(document: Document, mapping: MappingNode, key: string, value: Json, after?: string): Edit {
  const { pairs } = mapping
  const previous = pairs.findLast(pair => pair.name === after) ?? pairs.at(-1)
  if (document.format === 'json' || mapping.flow) {
    const text =
      document.format === 'json'
        ? `${JSON.stringify(key)}: ${renderJson(value)}`
        : `${renderText(key)}: ${renderFlow(value)}`
    return insertInFlow(document, mapping, previous && { start: previous.key.start, end: previous.node.end }, text)
  }
  const style = styleOf(document)
  const column = columnOf(document, mapping.start)
  const text = `${renderText(key)}:${renderAfterKey(value, column + style.step, style)}`
  const at = endOfLine(document, Math.max(previous!.key.end, previous!.node.end))
  return { start: at, end: at, text: `${style.newline}${' '.repeat(column)}${text}` }
}

/** Adds an item behind the last one. */
export function insertItem(document: Document, sequence: SequenceNode, value: Json): Edit {
  const previous = sequence.items.at(-1)
  if (document.format === 'json' || sequence.flow)
    return insertInFlow(
      document,
      sequence,
      previous,
      document.format === 'json' ? renderJson(value) : renderFlow(value),
    )
  const style = styleOf(document)
  const column = columnOf(document, sequence.start)
  const at = endOfLine(document, sequence.end)
  return { start: at, end: at, text: `${style.newline}${' '.repeat(column)}- ${renderItem(value, column + 2, style)}` }
}

/** Gives a key another name and keeps its value. */
export const renameKey = (document: Document, { key }: Pair, name: string): Edit => ({
  start: key.start,
  end: key.end,
  text: inStyleOf(document, key, name),
})

/** In brackets: behind the last entry, on a line of its own when that has one. */
function insertInFlow(
  { source: { text } }: Document,
  { start, end }: YamlNode,
  previous: { readonly start: number; readonly end: number } | undefined,
  entry: string,
): Edit {
  if (!previous) {
    const written = text[start] === '{' ? ` ${entry} ` : entry
    // What stands between the brackets all the same is a comment.
    return { start: start + 1, end: text.slice(start + 1, end - 1).trim() === '' ? end - 1 : start + 1, text: written }
  }
  const lineStart = Math.max(text.lastIndexOf('\n', previous.start - 1), text.lastIndexOf('\r', previous.start - 1)) + 1
  const indent = text.slice(lineStart, previous.start)
  const between = lineStart > start && indent.trim() === '' ? text.slice(lineStart - 1, previous.start) : ' '
  const comma = text.slice(previous.end, end).search(/[,#]/)
  if (comma < 0 || text[previous.end + comma] === '#')
    return { start: previous.end, end: previous.end, text: `,${between}${entry}` }
  const at = previous.end + comma + 1
  return { start: at, end: at, text: between + entry }
}

/** A scalar as another one is written: in its quotes, or plain where that is safe. */
function inStyleOf({ format }: Document, { style }: ScalarNode, value: Json): string {
  if (format === 'json') return renderJson(value)
  if (typeof value !== 'string') return renderFlow(value)
  if (style === 'single' && !/[\n\r\0-\x1f]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  if (style === 'double') return quoteDouble(value)
  return renderText(value)
}

const isFlow = (document: Document, node: YamlNode): boolean =>
  document.format === 'json' || (node.kind !== 'scalar' && node.flow)

/** Where the line ends on which something ends, comments included, its break not. */
function endOfLine({ source: { text } }: Document, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

export type { Style }
