import type { Place } from '../diagnostic/diagnostic.ts'
import { printable } from '../text/printable.ts'
import type { Mask } from './redact/mask.ts'
import type { FrameLine } from './report.ts'

const BEFORE = 2
const AFTER = 1
/** A longer line is cut around its mark: minified JSON is one line of a megabyte. */
const WIDEST = 140

/** The marked line with a little of what surrounds it. Secret parts and control characters are not shown. */
export function frameOf(at: Place, mask: Mask): FrameLine[] {
  const { source } = at
  const starts = source.lineStarts
  const line = source.position(at.start).line
  const first = Math.max(1, line - BEFORE)
  const last = Math.min(starts.length, line + AFTER)
  const frame: FrameLine[] = []
  for (let number = first; number <= last; number++) {
    const from = starts[number - 1]!
    const to = endOfLine(source.text, from, starts[number] ?? source.text.length)
    if (number === line) frame.push(markedLine(at, mask, number, from, to))
    else frame.push({ line: number, text: clip(printable(mask.show(from, Math.min(to, from + 4 * WIDEST))), 0) })
  }
  // Blank lines at either end say nothing.
  while (frame.length > 1 && frame[0]!.line !== line && frame[0]!.text.trim() === '') frame.shift()
  while (frame.length > 1 && frame.at(-1)!.line !== line && frame.at(-1)!.text.trim() === '') frame.pop()
  return frame
}

function markedLine(at: Place, mask: Mask, line: number, from: number, to: number): FrameLine {
  const start = Math.min(Math.max(at.start, from), to)
  const end = Math.max(start, Math.min(at.end, to))
  // At most one screen before the mark and one after it.
  const left = Math.max(from, start - WIDEST)
  const right = Math.min(to, start + 2 * WIDEST)
  const before = mask.show(left, start)
  const marked = mask.show(start, Math.min(end, right))
  const after = end < right ? mask.show(end, right) : ''
  // A secret that spans the mark's edge is shown once.
  const text = printable(before + marked + after)
  const markFrom = printable(before).length
  const markTo = markFrom + Math.max(1, printable(marked).length)
  const shift = markFrom > WIDEST - 40 ? markFrom - 60 : 0
  const cut = left > from || shift > 0
  const shown = (cut ? '…' : '') + text.slice(shift)
  const moved = shift - (cut ? 1 : 0)
  const clipped = clip(shown, 0)
  const limit = Math.max(clipped.length, 1)
  return {
    line,
    text: clipped,
    mark: [markFrom - moved, Math.max(markFrom - moved + 1, Math.min(markTo - moved, limit))],
  }
}

const clip = (text: string, from: number): string =>
  text.length - from > WIDEST ? `${text.slice(from, from + WIDEST)}…` : text.slice(from).trimEnd()

function endOfLine(text: string, from: number, next: number): number {
  let end = next
  while (end > from && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--
  return end
}
