import { type Json, type JsonObject, put } from '../../resource/json.ts'
import type { Budget } from '../cursor.ts'
import { resolvePlain, resolveUnrepresentable } from '../resolve.ts'
import { keyText } from '../scan-plain.ts'
import {
  COLON,
  DASH,
  DOUBLE,
  FOLDED,
  HASH,
  isLetter,
  LITERAL,
  NEWLINE,
  ODD,
  OPEN_LIST,
  OPEN_MAP,
  odd,
  PlainCursor,
  SINGLE,
  SPACE,
} from './cursor.ts'
import { flowList, flowMapping } from './flow.ts'
import { block, doubleQuoted, plain, singleQuoted } from './scalars.ts'

/** What an ordinary document says. */
export interface PlainReading {
  readonly value: JsonObject
  /** Start, end, start, end… */
  readonly comments: readonly number[]
}

/**
 * Reads a document of the kind that nearly all are: mappings and lists in blocks, plain scalars, quoted ones that stay
 * on their line, literal and folded blocks, flow collections on one line. Only values are made, no places. Whatever is
 * out of the ordinary, an anchor, a tag, a tab, an odd key, a mistake, is left to the reader that knows all of YAML:
 * then the answer is undefined. What this one reads, the other reads the same; it is only slower, as it makes a node
 * for every value.
 *
 * The range is that of one document, from its `---` to the next. The text has no carriage return and no other
 * line break than `\n` (`mayBePlain`).
 */
export function readPlainly(text: string, from: number, to: number, budget: Budget): PlainReading | undefined {
  const cursor = new PlainCursor(text, from, to)
  try {
    const value = document(cursor)
    if (cursor.values > budget.values) return undefined
    budget.values -= cursor.values
    return { value, comments: cursor.comments }
  } catch (reason) {
    if (reason === ODD) return undefined
    throw reason
  }
}

/** Whether any document of a text may be read plainly. */
export const mayBePlain = (text: string): boolean => !/[\r\x85\u2028\u2029\ufeff]/.test(text)

function document(cursor: PlainCursor): JsonObject {
  if (cursor.text.startsWith('---', cursor.at) && cursor.at + 3 <= cursor.to) {
    cursor.at += 3
    cursor.endLine()
  } else cursor.nextContent()
  if (cursor.indent < 0 || cursor.code(cursor.at) === DASH) odd()
  const value = mapping(cursor, cursor.indent)
  if (cursor.indent >= 0) odd()
  return value
}

function mapping(cursor: PlainCursor, indent: number): JsonObject {
  cursor.enter()
  const object: JsonObject = {}
  while (cursor.indent === indent) {
    const key = readKey(cursor)
    if (object[key] !== undefined && Object.hasOwn(object, key)) odd()
    cursor.values += 2
    put(object, key, afterKey(cursor, indent))
  }
  if (cursor.indent > indent) odd()
  cursor.leave()
  return object
}

/** A key, up to behind its colon. */
function readKey(cursor: PlainCursor): string {
  const start = cursor.at
  const end = keyEnd(cursor, start)
  if (end < 0) odd()
  cursor.at = end + 1
  const key = keyText(cursor.text, start, end)
  // `on:` and `.5:` are no texts.
  if (key.length <= 5 && resolvePlain(key) !== key) odd()
  if (key.charCodeAt(0) === 46 && (resolvePlain(key) !== key || resolveUnrepresentable(key))) odd()
  return key
}

/** Where the colon of a key stands that is made of letters, digits and `_./-`; -1 when there is no such key. */
function keyEnd(cursor: PlainCursor, start: number): number {
  const first = cursor.code(start)
  if (!isLetter(first) && first !== 95 && first !== 46) return -1
  let at = start + 1
  for (;;) {
    const code = cursor.code(at)
    if (code === COLON) {
      const next = cursor.code(at + 1)
      return next === SPACE || next === NEWLINE ? at : -1
    }
    // - . / and digits
    if (!isLetter(code) && !(code >= 45 && code <= 57) && code !== 95) return -1
    at++
  }
}

function afterKey(cursor: PlainCursor, indent: number): Json {
  const first = cursor.at
  let at = first
  while (cursor.code(at) === SPACE) at++
  const code = cursor.code(at)
  if (code !== NEWLINE && !(code === HASH && at > first)) {
    cursor.at = at
    return scalar(cursor, indent)
  }
  cursor.endLine()
  if (cursor.indent < indent) return null
  const isList = isItem(cursor, cursor.at)
  if (cursor.indent === indent) return isList ? sequence(cursor, indent) : null
  return isList ? sequence(cursor, cursor.indent) : mapping(cursor, cursor.indent)
}

function isItem(cursor: PlainCursor, at: number): boolean {
  if (cursor.code(at) !== DASH) return false
  const next = cursor.code(at + 1)
  return next === SPACE || next === NEWLINE
}

function sequence(cursor: PlainCursor, indent: number): Json[] {
  cursor.enter()
  const list: Json[] = []
  while (cursor.indent === indent && isItem(cursor, cursor.at)) {
    cursor.values++
    list.push(item(cursor, indent))
  }
  if (cursor.indent > indent) odd()
  cursor.leave()
  return list
}

function item(cursor: PlainCursor, indent: number): Json {
  let at = cursor.at + 1
  while (cursor.code(at) === SPACE) at++
  const code = cursor.code(at)
  if (code === NEWLINE || code === HASH) {
    cursor.at++
    cursor.endLine()
    if (cursor.indent <= indent) return null
    return isItem(cursor, cursor.at) ? sequence(cursor, cursor.indent) : mapping(cursor, cursor.indent)
  }
  cursor.at = at
  const column = at - cursor.lineStart
  if (isItem(cursor, at)) {
    cursor.indent = column
    return sequence(cursor, column)
  }
  if (keyEnd(cursor, at) < 0) return scalar(cursor, indent)
  cursor.indent = column
  return mapping(cursor, column)
}

/** A value that begins on the line of its key or dash. `indent`: that of the collection around it. */
function scalar(cursor: PlainCursor, indent: number): Json {
  const code = cursor.code(cursor.at)
  if (code === LITERAL || code === FOLDED) return block(cursor, indent, code === FOLDED)
  let value: Json
  if (code === DOUBLE) value = doubleQuoted(cursor)
  else if (code === SINGLE) value = singleQuoted(cursor)
  else if (code === OPEN_MAP) value = flowMapping(cursor)
  else if (code === OPEN_LIST) value = flowList(cursor)
  else return plain(cursor, code, indent)
  cursor.endLine()
  return value
}
