import { END, isBlank, isBreak, isBreakOrEnd, isDigit } from './characters.ts'
import type { Cursor } from './cursor.ts'

export interface BlockScalar {
  readonly value: string
  /** Behind the last character that counts: line breaks after it are not part of the place. */
  readonly end: number
  /** A comment behind the header: `| # why`. */
  readonly comment: { readonly start: number; readonly end: number } | undefined
}

/** A literal (`|`) or folded (`>`) scalar; the cursor stands on its indicator. `parent` is the indentation around it. */
export function scanBlock(cursor: Cursor, parent: number, literal: boolean): BlockScalar {
  const start = cursor.at++
  const { chomping, increment } = header(cursor, start)
  cursor.skipBlanks()
  const comment = headerComment(cursor)
  if (!isBreakOrEnd(cursor.code())) cursor.refuse('did not find expected comment or line break', start)
  let end = cursor.at
  if (isBreak(cursor.code())) cursor.newline()

  let trailing = { breaks: '' }
  const given = increment === 0 ? 0 : Math.max(parent, 0) + increment
  const indent = blankLines(cursor, given, parent, trailing, start)
  let value = ''
  let leading = ''
  let wasIndented = false
  while (cursor.column === indent && cursor.code() !== END) {
    const isIndented = isBlank(cursor.code())
    if (!literal && !wasIndented && !isIndented && leading === '\n') value += trailing.breaks === '' ? ' ' : ''
    else value += leading
    value += trailing.breaks
    wasIndented = isIndented
    value += restOfLine(cursor)
    end = cursor.at
    leading = isBreak(cursor.code()) ? cursor.newline() : ''
    trailing = { breaks: '' }
    blankLines(cursor, indent, parent, trailing, start)
  }
  if (chomping !== 'strip') value += leading
  if (chomping === 'keep') value += trailing.breaks
  return { value, end, comment }
}

function header(cursor: Cursor, start: number): { chomping: 'clip' | 'strip' | 'keep'; increment: number } {
  let chomping = chompingAt(cursor)
  if (chomping) cursor.at++
  let increment = 0
  if (isDigit(cursor.code())) {
    increment = cursor.code() - 48
    if (increment === 0) cursor.refuse('found an indentation indicator equal to 0', start)
    cursor.at++
    if (!chomping && (chomping = chompingAt(cursor))) cursor.at++
  }
  return { chomping: chomping ?? 'clip', increment }
}

const chompingAt = (cursor: Cursor): 'strip' | 'keep' | undefined =>
  cursor.code() === 43 ? 'keep' : cursor.code() === 45 ? 'strip' : undefined

function headerComment(cursor: Cursor): BlockScalar['comment'] {
  if (cursor.code() !== 35) return undefined
  const start = cursor.at
  while (!isBreakOrEnd(cursor.code())) cursor.at++
  return { start, end: cursor.at }
}

function restOfLine(cursor: Cursor): string {
  const start = cursor.at
  const { text, to } = cursor
  let at = start
  while (at < to && !isBreak(text.charCodeAt(at))) at++
  cursor.at = at
  return text.slice(start, at)
}

/**
 * Passes indentation and blank lines before the next line of content. An indentation of 0 is not known yet: it
 * becomes that of the deepest line passed, which is the first with content.
 */
function blankLines(
  cursor: Cursor,
  indent: number,
  parent: number,
  trailing: { breaks: string },
  start: number,
): number {
  let deepest = 0
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.code() === 32) cursor.at++
    deepest = Math.max(deepest, cursor.column)
    if ((indent === 0 || cursor.column < indent) && cursor.code() === 9)
      cursor.refuse('found a tab character where an indentation space is expected', start)
    if (!isBreak(cursor.code())) break
    trailing.breaks += cursor.newline()
  }
  return indent === 0 ? Math.max(deepest, parent + 1, 1) : indent
}
