import type { Span } from '../text/source.ts'
import type { Refused } from './explain.ts'

export interface Line extends Span {
  readonly text: string
}

/** The line around an offset, without its break. */
export function lineAt({ source }: Refused, offset: number): Line {
  const { line } = source.position(Math.min(offset, source.text.length))
  const start = source.lineStarts[line - 1]!
  const next = source.lineStarts[line] ?? source.text.length
  const text = source.text.slice(start, next).replace(/[\r\n]+$/, '')
  return { start, end: start + text.length, text }
}

/** The lines that a slip may be on: where the construct began, where it was refused, and the one before. */
export function suspects(refused: Refused): Line[] {
  const { context, offset } = refused.refusal
  const at = lineAt(refused, offset)
  const before = at.start > refused.part.start ? [lineAt(refused, at.start - 1)] : []
  return [lineAt(refused, context), at, ...before].sort((a, b) => a.start - b.start)
}
