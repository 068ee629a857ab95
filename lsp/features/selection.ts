import type { SelectionRange } from 'vscode-languageserver'
import type { ManifestFile } from '../workspace/file.ts'
import { rangeIn } from '../workspace/positions.ts'
import { spotAt } from '../workspace/spot.ts'

/** From the word under the cursor outwards: value, field, mapping, … document, file. */
export function selectionAt(file: ManifestFile, offset: number): SelectionRange {
  const spans = [{ start: 0, end: file.text.length }]
  const spot = spotAt(file, offset)
  if (spot) {
    const { chunk, nodes, pair, onKey } = spot
    for (const node of nodes) spans.push({ start: chunk.start + node.start, end: chunk.start + node.end })
    if (pair) {
      const whole = { start: chunk.start + pair.key.start, end: chunk.start + Math.max(pair.key.end, pair.node.end) }
      spans.splice(spans.length - 1, 1, whole)
      const part = onKey ? pair.key : pair.node
      spans.push({ start: chunk.start + part.start, end: chunk.start + part.end })
    }
  }
  let range: SelectionRange | undefined
  let last = { start: -1, end: -1 }
  for (const span of spans) {
    const inner = range === undefined || (span.start >= last.start && span.end <= last.end)
    if (!inner || (span.start === last.start && span.end === last.end)) continue
    range = { range: rangeIn(file.source, span), ...(range && { parent: range }) }
    last = span
  }
  return range!
}
