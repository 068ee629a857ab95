import type { Json } from '../../resource/json.ts'
import { resolvePlain, resolveUnrepresentable } from '../resolve.ts'
import { COLON, DASH, DOUBLE, HASH, NEWLINE, odd, type PlainCursor, QUESTION, SINGLE, SPACE, TAB } from './cursor.ts'

/** What begins something that is no plain scalar: `%`, `&`, `*`, `!`, `>`, `@`, a backtick, and what brackets close. */
export const SPECIAL = new Set([...'%&*!>@`,]}#|"\'[{'].map(char => char.charCodeAt(0)))

/** A plain scalar: the rest of its line, and the lines below that are indented deeper than what it stands in. */
export function plain(cursor: PlainCursor, first: number, indent: number): Json {
  const start = cursor.at
  if (SPECIAL.has(first) || first === TAB) odd()
  if (first === DASH || first === QUESTION || first === COLON) {
    const next = cursor.code(start + 1)
    if (next === SPACE || next === NEWLINE || next === TAB) odd()
  }
  const comments = cursor.comments.length
  let end = plainLine(cursor)
  let value = cursor.text.slice(start, end)
  for (;;) {
    cursor.at = end
    cursor.endLine()
    if (cursor.indent <= indent) return resolved(value)
    // A comment ends it, and then nothing may stand here.
    if (cursor.comments.length > comments) odd()
    let breaks = 0
    for (let at = end; at < cursor.lineStart; at = cursor.lineEnd(at)) breaks++
    const from = cursor.at
    end = plainLine(cursor)
    value += fold(value, breaks) + cursor.text.slice(from, end)
  }
}

/** Behind the last character of a plain scalar on the line of the cursor. */
function plainLine(cursor: PlainCursor): number {
  const text = cursor.text
  const to = cursor.to
  let at = cursor.at
  let end = at
  for (; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) break
    if (code === SPACE) continue
    if (code === TAB) odd()
    if (code === COLON) {
      const next = cursor.code(at + 1)
      if (next === SPACE || next === NEWLINE || next === TAB) odd()
    } else if (code === HASH && at > end) break
    end = at + 1
  }
  return end
}

export function doubleQuoted(cursor: PlainCursor): string {
  const text = cursor.text
  const start = cursor.at
  let at = start + 1
  let escapes = false
  for (;;) {
    const code = cursor.code(at)
    if (code === DOUBLE) break
    if (code === NEWLINE || code === TAB) odd()
    if (code === 92) {
      escapes = true
      // Escapes that JSON has as well, but for `\/` and `\u`, which are not for everyone.
      if (!'"\\nrt'.includes(text[at + 1] ?? ' ')) odd()
      at++
    }
    at++
  }
  cursor.at = at + 1
  return escapes ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at)
}

export function singleQuoted(cursor: PlainCursor): string {
  const text = cursor.text
  const start = cursor.at
  let at = start + 1
  let quotes = false
  for (;;) {
    const code = cursor.code(at)
    if (code === NEWLINE || code === TAB) odd()
    if (code === SINGLE) {
      if (cursor.code(at + 1) !== SINGLE) break
      quotes = true
      at++
    }
    at++
  }
  cursor.at = at + 1
  const value = text.slice(start + 1, at)
  return quotes ? value.replaceAll("''", "'") : value
}

/** `|`, `|-` or `|+`, or the same with `>`, and lines that are indented deeper than the collection around them. */
export function block(cursor: PlainCursor, indent: number, folded: boolean): string {
  const text = cursor.text
  const to = cursor.to
  let at = cursor.at + 1
  let chomp = cursor.code(at)
  if (chomp === DASH || chomp === 43) at++
  else chomp = 0
  while (cursor.code(at) === SPACE) at++
  if (at >= to || cursor.code(at) !== NEWLINE) odd()
  at++
  let depth = -1
  let value = ''
  /** Line breaks that count when text follows, or are kept. */
  let breaks = 0
  while (at < to) {
    let from = at
    while (from < to && text.charCodeAt(from) === SPACE && (depth < 0 || from - at < depth)) from++
    const newline = text.indexOf('\n', from)
    if (newline < 0 || newline >= to) odd()
    if (newline > from) {
      const column = from - at
      if (depth < 0) {
        if (column <= indent) break
        if (text.charCodeAt(from) === TAB) odd()
        depth = column
      }
      if (column < depth) {
        if (text.charCodeAt(from) === TAB) odd()
        break
      }
      if (folded && (text.charCodeAt(from) === SPACE || text.charCodeAt(from) === TAB)) odd()
      value += folded ? fold(value, breaks) : breaks === 1 ? '\n' : '\n'.repeat(breaks)
      value += text.slice(from, newline)
      breaks = 1
    } else {
      if (depth < 0 && (from > at || folded)) odd()
      breaks++
    }
    at = newline + 1
  }
  if (depth < 0) odd()
  cursor.at = at
  cursor.nextContent()
  if (chomp === DASH) return value
  return value + (chomp === 43 ? '\n'.repeat(breaks) : '\n')
}

/** What so many line breaks behind a text become: one is a space, of more the first goes. */
const fold = (before: string, breaks: number): string =>
  before === '' ? '' : breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)

export function resolved(text: string): Json {
  if (resolveUnrepresentable(text)) odd()
  return resolvePlain(text)
}
