import { END, isBlank, isBreak, isSpaceOrEnd } from './characters.ts'
import type { Cursor } from './cursor.ts'

/** What a scan of a scalar found; the cursor stands behind it, for a plain scalar behind the white space after it. */
export interface ScannedScalar {
  readonly value: string
  readonly end: number
  /** White space after the scalar went over a line break. */
  readonly newline: boolean
}

/** `---` or `...` at the start of a line. */
export function atDocumentMarker(cursor: Cursor): boolean {
  if (cursor.at !== cursor.lineStart) return false
  const code = cursor.code()
  return (
    (code === 45 || code === 46) && cursor.code(1) === code && cursor.code(2) === code && isSpaceOrEnd(cursor.code(3))
  )
}

/**
 * A plain scalar: to `: `, ` #`, the end of the line, or over several lines that are indented deeper than the
 * parent. In flow collections also to `,?[]{}`.
 */
export function scanPlain(cursor: Cursor, indent: number, flow: boolean): ScannedScalar {
  const { text, to } = cursor
  const start = cursor.at
  let folded = ''
  let chunk = start
  let end = start
  let pending: string | undefined
  let at = start
  while (!atDocumentMarker(cursor) && cursor.code() !== 35) {
    const from = at
    let code = at < to ? text.charCodeAt(at) : END
    while (!isSpaceOrEnd(code)) {
      if (code === 58) {
        if (isSpaceOrEnd(at + 1 < to ? text.charCodeAt(at + 1) : END)) break
      } else if (flow && isFlowIndicator(code)) break
      at++
      code = at < to ? text.charCodeAt(at) : END
    }
    if (at > from) {
      if (pending !== undefined) {
        folded += text.slice(chunk, end) + pending
        chunk = from
        pending = undefined
      }
      end = at
    }
    cursor.at = at
    if (code !== 32 && code !== 9 && !isBreak(code)) break
    pending = pass(cursor, indent, start, pending)
    at = cursor.at
    if (!flow && pending !== undefined && at - cursor.lineStart < indent) break
  }
  const isKey = folded === '' && end < to && text.charCodeAt(end) === 58
  const value = isKey
    ? keyText(text, start, end)
    : folded === ''
      ? text.slice(start, end)
      : folded + text.slice(chunk, end)
  return { value, end, newline: pending !== undefined }
}

const recent: string[] = new Array(512).fill('')

/** Keys repeat: the one that was read last with such a length and ends is likely it, and need not be made again. */
export function keyText(text: string, start: number, end: number): string {
  const length = end - start
  const slot = (length * 7 + text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 3) & 511
  const known = recent[slot]!
  if (known.length === length && text.startsWith(known, start)) return known
  return (recent[slot] = text.slice(start, end))
}

/** Passes blanks and line breaks between two words: undefined while they stay on the line, else what they fold to. */
function pass(cursor: Cursor, indent: number, start: number, before: string | undefined): string | undefined {
  let first: string | undefined
  let rest = ''
  for (;;) {
    const code = cursor.code()
    if (isBlank(code)) {
      if (first !== undefined && code === 9 && cursor.column < indent)
        cursor.refuse('found a tab character that violates indentation', start)
      cursor.at++
    } else if (isBreak(code)) {
      const line = cursor.newline()
      if (first === undefined) first = line
      else rest += line
    } else break
  }
  return first === undefined ? before : fold(first, rest)
}

/** One line break becomes a space, further ones stay. */
export function fold(first: string, rest: string): string {
  if (first !== '\n') return first + rest
  return rest === '' ? ' ' : rest
}

const isFlowIndicator = (code: number): boolean =>
  code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125
