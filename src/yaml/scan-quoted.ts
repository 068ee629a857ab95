import { END, hexOf, isBlank, isBreak, isSpaceOrEnd } from './characters.ts'
import type { Cursor } from './cursor.ts'
import { atDocumentMarker, fold } from './scan-plain.ts'

/** A scalar in quotes; the cursor stands on the first quote, and behind the last one afterwards. */
export function scanQuoted(cursor: Cursor, single: boolean): string {
  const start = cursor.at++
  const { text, to } = cursor
  const quote = single ? 39 : 34
  let value = ''
  for (;;) {
    if (atDocumentMarker(cursor)) cursor.refuse('found unexpected document indicator', start)
    if (cursor.code() === END) cursor.refuse('found unexpected end of stream', start)
    let joined = false
    let chunk = cursor.at
    for (;;) {
      let at = cursor.at
      let code = at < to ? text.charCodeAt(at) : END
      while (code !== quote && code !== 92 && !isSpaceOrEnd(code)) code = ++at < to ? text.charCodeAt(at) : END
      cursor.at = at
      if (code === quote) {
        if (!single || cursor.code(1) !== 39) break
        value += text.slice(chunk, at + 1)
        chunk = cursor.at = at + 2
      } else if (code === 92 && single) {
        cursor.at++
      } else if (code === 92) {
        value += text.slice(chunk, at)
        if (isBreak(cursor.code(1))) {
          cursor.at++
          cursor.newline()
          joined = true
          chunk = cursor.at
          break
        }
        value += escaped(cursor, start)
        chunk = cursor.at
      } else break
    }
    value += text.slice(chunk, cursor.at)
    if (cursor.code() === quote) break
    value += between(cursor, joined)
  }
  cursor.at++
  return value
}

/** White space inside quotes: kept on a line, folded over lines. After an escaped line break it is dropped. */
function between(cursor: Cursor, joined: boolean): string {
  const start = cursor.at
  let first: string | undefined
  let rest = ''
  for (;;) {
    const code = cursor.code()
    if (isBlank(code)) cursor.at++
    else if (!isBreak(code)) break
    else if (first === undefined && !joined) first = cursor.newline()
    else rest += cursor.newline()
  }
  if (joined) return rest
  return first === undefined ? cursor.text.slice(start, cursor.at) : fold(first, rest)
}

const LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    "'": "'",
    '\\': '\\',
    N: '\x85',
    _: '\xa0',
    L: '\u2028',
    P: '\u2029',
  }),
)

/** The cursor stands on a backslash. `\/`, which JSON knows, is none of YAML 1.1's. */
function escaped(cursor: Cursor, start: number): string {
  const name = cursor.code(1) === END ? '' : cursor.text[cursor.at + 1]!
  const length = LENGTHS[name]
  if (length === undefined) {
    const plain = ESCAPES.get(name)
    if (plain === undefined) cursor.refuse('found unknown escape character', start)
    cursor.at += 2
    return plain
  }
  cursor.at += 2
  let point = 0
  for (let index = 0; index < length; index++) {
    const digit = hexOf(cursor.code(index))
    if (digit < 0) cursor.refuse('did not find expected hexdecimal number', start)
    point = point * 16 + digit
  }
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff)
    cursor.refuse('found invalid Unicode character escape code', start)
  cursor.at += length
  return String.fromCodePoint(point)
}
