import type { Document } from './document.ts'
import type { YamlNode } from './node.ts'
import type { Style } from './render.ts'

const LIMIT = 500

const known = new WeakMap<Document, Style>()

/** How a document is written, from the first places that show it; two spaces where nothing does. */
export function styleOf(document: Document): Style {
  let style = known.get(document)
  if (!style) known.set(document, (style = look(document)))
  return style
}

function look(document: Document): Style {
  let step: number | undefined
  let dash: number | undefined
  const work: YamlNode[] = document.node ? [document.node] : []
  for (let seen = 0; work.length > 0 && seen < LIMIT && (step === undefined || dash === undefined); seen++) {
    const node = work.shift()!
    if (node.kind === 'scalar' || node.flow || node.alias) continue
    if (node.kind === 'sequence') {
      work.push(...node.items.slice(0, LIMIT))
      continue
    }
    const column = columnOf(document, node.start)
    for (const pair of node.pairs.slice(0, LIMIT)) {
      const inner = pair.node
      work.push(inner)
      if (inner.kind === 'scalar' || inner.flow || inner.alias) continue
      const deeper = columnOf(document, inner.start) - column
      if (inner.kind === 'sequence') dash ??= deeper
      else if (deeper > 0) step ??= deeper
    }
  }
  const newline = document.source.text.includes('\r\n') ? '\r\n' : '\n'
  return { step: step ?? 2, dash: dash ?? 2, newline }
}

/** From 0. A byte order mark takes no column. */
export function columnOf({ source }: Document, offset: number): number {
  const { line, column } = source.position(offset)
  return column - (line === 1 && source.text.charCodeAt(0) === 0xfeff ? 2 : 1)
}
