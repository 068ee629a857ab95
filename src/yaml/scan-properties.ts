import { hexOf, isBlank, isBreak, isBreakOrEnd, isDigit, isSpaceOrEnd, isWord } from './characters.ts'
import type { Cursor } from './cursor.ts'

/** `&name` or `*name`; the cursor stands on the indicator. */
export function scanAnchor(cursor: Cursor): string {
  const start = cursor.at++
  const name = word(cursor)
  const code = cursor.code()
  if (name === '' || !(isSpaceOrEnd(code) || '?:,]}%@`'.includes(String.fromCharCode(code))))
    cursor.refuse('did not find expected alphabetic or numeric character', start)
  return name
}

export interface ScannedTag {
  /** `!`, `!!`, `!name!`, or nothing for a verbatim tag. */
  readonly handle: string
  readonly suffix: string
}

/** `!suffix`, `!!suffix`, `!handle!suffix`, `!<verbatim>` or a lone `!`; the cursor stands on the first `!`. */
export function scanTag(cursor: Cursor): ScannedTag {
  const start = cursor.at
  const tag = cursor.code(1) === 60 ? verbatimTag(cursor, start) : shorthandTag(cursor, start)
  if (!isSpaceOrEnd(cursor.code())) cursor.refuse('did not find expected whitespace or line break', start)
  return tag
}

function verbatimTag(cursor: Cursor, start: number): ScannedTag {
  cursor.at += 2
  const suffix = tagUri(cursor, start, '')
  if (cursor.code() !== 62) cursor.refuse("did not find the expected '>'", start)
  cursor.at++
  return { handle: '', suffix }
}

function shorthandTag(cursor: Cursor, start: number): ScannedTag {
  const handle = tagHandle(cursor, start, false)
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: tagUri(cursor, start, '') }
  const suffix = tagUri(cursor, start, handle)
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix }
}

function tagHandle(cursor: Cursor, start: number, directive: boolean): string {
  if (cursor.code() !== 33) cursor.refuse("did not find expected '!'", start)
  cursor.at++
  const name = word(cursor)
  if (cursor.code() === 33) {
    cursor.at++
    return `!${name}!`
  }
  if (directive && name !== '') cursor.refuse("did not find expected '!'", start)
  return `!${name}`
}

/** `head` is a handle that turned out to be the beginning of the suffix. */
function tagUri(cursor: Cursor, start: number, head: string): string {
  let uri = head.slice(1)
  let found = head !== ''
  for (;;) {
    const code = cursor.code()
    if (code === 37) uri += uriEscape(cursor, start)
    else if (isWord(code) || (code !== 0 && URI_PUNCTUATION.includes(String.fromCharCode(code)))) {
      uri += String.fromCharCode(code)
      cursor.at++
    } else break
    found = true
  }
  if (!found) cursor.refuse('did not find expected tag URI', start)
  return uri
}

const URI_PUNCTUATION = ";/?:@&=+$,.!~*'()[]"

/** `%C3%A9`: the bytes of one character in UTF-8. */
function uriEscape(cursor: Cursor, start: number): string {
  const bytes: number[] = []
  let width = 1
  while (bytes.length < width) {
    const high = hexOf(cursor.code(1))
    const low = hexOf(cursor.code(2))
    if (cursor.code() !== 37 || high < 0 || low < 0) cursor.refuse('did not find URI escaped octet', start)
    const byte = high * 16 + low
    if (bytes.length === 0) {
      width = widthOf(byte)
      if (width === 0) cursor.refuse('found an incorrect leading UTF-8 octet', start)
    } else if ((byte & 0xc0) !== 0x80) cursor.refuse('found an incorrect trailing UTF-8 octet', start)
    bytes.push(byte)
    cursor.at += 3
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

const widthOf = (byte: number): number =>
  byte < 0x80 ? 1 : (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0

export interface ScannedDirective {
  readonly name: 'YAML' | 'TAG'
  /** `1.1` or a handle. */
  readonly value: string
  readonly prefix: string
}

/** `%YAML 1.1` or `%TAG ! tag:example.com,2000:`, to the end of its line. */
export function scanDirective(cursor: Cursor): ScannedDirective {
  const start = cursor.at++
  const name = word(cursor)
  if (name === '') cursor.refuse('could not find expected directive name', start)
  if (!isSpaceOrEnd(cursor.code())) cursor.refuse('found unexpected non-alphabetical character', start)
  const directive = name === 'YAML' ? version(cursor, start) : name === 'TAG' ? tagDirective(cursor, start) : undefined
  if (!directive) cursor.refuse('found unknown directive name', start)
  cursor.skipBlanks()
  if (cursor.code() === 35) while (!isBreakOrEnd(cursor.code())) cursor.at++
  if (!isBreakOrEnd(cursor.code())) cursor.refuse('did not find expected comment or line break', start)
  if (isBreak(cursor.code())) cursor.newline()
  return directive
}

function version(cursor: Cursor, start: number): ScannedDirective {
  cursor.skipBlanks()
  const major = versionNumber(cursor, start)
  if (cursor.code() !== 46) cursor.refuse("did not find expected digit or '.' character", start)
  cursor.at++
  return { name: 'YAML', value: `${major}.${versionNumber(cursor, start)}`, prefix: '' }
}

function versionNumber(cursor: Cursor, start: number): number {
  const from = cursor.at
  while (isDigit(cursor.code())) {
    if (cursor.at - from === 2) cursor.refuse('found extremely long version number', start)
    cursor.at++
  }
  if (cursor.at === from) cursor.refuse('did not find expected version number', start)
  return Number(cursor.text.slice(from, cursor.at))
}

function tagDirective(cursor: Cursor, start: number): ScannedDirective {
  cursor.skipBlanks()
  const value = tagHandle(cursor, start, true)
  if (!isBlank(cursor.code())) cursor.refuse('did not find expected whitespace', start)
  cursor.skipBlanks()
  const prefix = tagUri(cursor, start, '')
  if (!isSpaceOrEnd(cursor.code())) cursor.refuse('did not find expected whitespace or line break', start)
  return { name: 'TAG', value, prefix }
}

function word(cursor: Cursor): string {
  const start = cursor.at
  while (isWord(cursor.code())) cursor.at++
  return cursor.text.slice(start, cursor.at)
}
