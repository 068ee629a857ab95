import { type Json, type JsonObject, put } from '../../resource/json.ts'
import { resolvePlain, resolveUnrepresentable } from '../resolve.ts'
import {
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  DASH,
  DOUBLE,
  HASH,
  isDigit,
  isLetter,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  odd,
  type PlainCursor,
  QUESTION,
  SINGLE,
  SPACE,
  TAB,
} from './cursor.ts'
import { doubleQuoted, resolved, SPECIAL, singleQuoted } from './scalars.ts'

function flow(cursor: PlainCursor): Json {
  const code = cursor.code(cursor.at)
  if (code === DOUBLE) return doubleQuoted(cursor)
  if (code === SINGLE) return singleQuoted(cursor)
  if (code === OPEN_MAP) return flowMapping(cursor)
  if (code === OPEN_LIST) return flowList(cursor)
  return resolved(flowPlain(cursor, code))
}

function flowSpaces(cursor: PlainCursor): number {
  while (cursor.code(cursor.at) === SPACE) cursor.at++
  return cursor.code(cursor.at)
}

/** `{ a: 1 }`, on one line. */
export function flowMapping(cursor: PlainCursor): JsonObject {
  cursor.enter()
  const object: JsonObject = {}
  cursor.at++
  for (let code = flowSpaces(cursor); code !== CLOSE_MAP; ) {
    const key = code === DOUBLE ? doubleQuoted(cursor) : code === SINGLE ? singleQuoted(cursor) : flowKey(cursor, code)
    const after = cursor.code(cursor.at + 1)
    if (cursor.code(cursor.at) !== COLON || after !== SPACE) odd()
    cursor.at++
    flowSpaces(cursor)
    if (Object.hasOwn(object, key)) odd()
    cursor.values += 2
    put(object, key, flow(cursor))
    code = flowSpaces(cursor)
    if (code !== COMMA && code !== CLOSE_MAP) odd()
    if (code === COMMA) {
      cursor.at++
      code = flowSpaces(cursor)
    }
  }
  cursor.at++
  cursor.leave()
  return object
}

function flowKey(cursor: PlainCursor, first: number): string {
  const key = flowPlain(cursor, first)
  if (resolvePlain(key) !== key || resolveUnrepresentable(key) || key === '<<') odd()
  return key
}

/** `[a, b]`, on one line. */
export function flowList(cursor: PlainCursor): Json[] {
  cursor.enter()
  const list: Json[] = []
  cursor.at++
  for (let code = flowSpaces(cursor); code !== CLOSE_LIST; ) {
    cursor.values++
    list.push(flow(cursor))
    code = flowSpaces(cursor)
    if (code !== COMMA && code !== CLOSE_LIST) odd()
    if (code === COMMA) {
      cursor.at++
      code = flowSpaces(cursor)
    }
  }
  cursor.at++
  cursor.leave()
  return list
}

/** A plain scalar between brackets; the cursor stands behind it, on the colon of a key. */
function flowPlain(cursor: PlainCursor, first: number): string {
  const text = cursor.text
  const start = cursor.at
  if (SPECIAL.has(first) || first === QUESTION || first === COLON) odd()
  if (first === DASH && !isLetter(cursor.code(start + 1)) && !isDigit(cursor.code(start + 1))) odd()
  let at = start
  let end = start
  for (; ; at++) {
    const code = cursor.code(at)
    if (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) break
    if (code === SPACE) continue
    if (code === NEWLINE || code === TAB || code === OPEN_MAP || code === OPEN_LIST || code === QUESTION) odd()
    if (code === HASH && at > end) odd()
    if (code === COLON) {
      const next = cursor.code(at + 1)
      if (next === SPACE) break
      if (next === COMMA || next === CLOSE_LIST || next === CLOSE_MAP || next === NEWLINE || next === TAB) odd()
    }
    end = at + 1
  }
  if (end === start) odd()
  cursor.at = end
  return text.slice(start, end)
}
