import { isObject, type Json, Numeral } from '../resource/json.ts'
import { resolvePlain, resolveUnrepresentable } from './resolve.ts'

/** How a document is written. */
export interface Style {
  /** Spaces from a mapping to the one inside it. */
  readonly step: number
  /** Spaces from a key to the dashes of its list: `key:` and below it `- a` (0) or `  - a` (2). */
  readonly dash: number
  readonly newline: string
}

/**
 * A value as block YAML, to stand behind `key:` or `-`. Scalars and empty collections begin with a space; others
 * begin on a line of their own, indented by `indent` spaces.
 */
export function renderAfterKey(value: Json, indent: number, style: Style): string {
  if (Array.isArray(value) && value.length > 0) {
    const column = indent - style.step + style.dash
    return style.newline + renderItems(value, column, style)
  }
  if (isObject(value) && keysOf(value).length > 0)
    return `${style.newline}${' '.repeat(indent)}${renderPairs(value, indent, style)}`
  return ` ${renderScalar(value, indent, style)}`
}

/** Items with their dashes at a column, each on its line. */
export const renderItems = (items: readonly Json[], column: number, style: Style): string =>
  items.map(item => `${' '.repeat(column)}- ${renderItem(item, column + 2, style)}`).join(style.newline)

/** What stands behind `- `; a mapping begins on the line of the dash. */
export function renderItem(item: Json, column: number, style: Style): string {
  if (Array.isArray(item) && item.length > 0) return renderItems(item, column, style).trimStart()
  if (isObject(item) && keysOf(item).length > 0) return renderPairs(item, column, style)
  return renderScalar(item, column, style)
}

/** Pairs at a column; the first without its indentation. */
export function renderPairs(value: { readonly [key: string]: Json | undefined }, column: number, style: Style): string {
  const between = style.newline + ' '.repeat(column)
  return keysOf(value)
    .map(key => `${renderText(key)}:${renderAfterKey(value[key]!, column + style.step, style)}`)
    .join(between)
}

const keysOf = (value: { readonly [key: string]: Json | undefined }): string[] =>
  Object.keys(value).filter(key => value[key] !== undefined)

function renderScalar(value: Json, indent: number, style: Style): string {
  if (typeof value === 'string' && isBlockText(value)) {
    const chomping = value.endsWith('\n') ? '' : '-'
    const lines = value.replace(/\n$/, '').split('\n')
    return `|${chomping}${style.newline}${lines.map(line => (line === '' ? '' : ' '.repeat(indent) + line)).join(style.newline)}`
  }
  return renderFlow(value)
}

/** Several lines that a literal block holds as they are. */
const isBlockText = (text: string): boolean =>
  /\n[^\n]/.test(text) &&
  !/^\s|[^\S\n]\n|\n\n$|[^\S\n]$|[^\n\t\u0020-\u007e\u00a0-\u2027\u2030-\ud7ff\ue000-\ufefe]/.test(text)

/** A value on one line: `{a: 1, b: [x, y]}`. */
export function renderFlow(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return renderText(value)
  if (Array.isArray(value)) return `[${value.map(renderFlow).join(', ')}]`
  if (!isObject(value)) return String(value)
  const pairs = keysOf(value).map(key => `${renderText(key)}: ${renderFlow(value[key]!)}`)
  return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : '{}'
}

/** A text on one line: plain when every reader takes it for the same text, else in double quotes. */
export const renderText = (text: string): string => (isPlain(text) ? text : quoteDouble(text))

/** JSON's quotes are YAML's, but for characters that JSON leaves bare and YAML takes for line breaks or refuses. */
export const quoteDouble = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const PLAIN =
  /^[A-Za-z0-9_./\\$(^~+=;<\u00a0-\u2027\u2030-\ud7ff-][^\n\r\t,[\]{}"'\u0000-\u001f\u007f-\u009f\u2028-\u2029\ud800-\uffff]*$/

/** Other readers may take these for numbers, times or versions of YAML: `1:30`, `1e400`, `E3`. */
const LIKE_A_NUMBER = /^[-+.\d][\d_.:eEoxob+-]*$|^[eE][-+]?\d+$/

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || /^[-.]{3}|^- |^-$|: |:$| #|^\s|\s$/.test(text)) return false
  return resolvePlain(text) === text && !resolveUnrepresentable(text) && !LIKE_A_NUMBER.test(text)
}

/** A value as JSON, over lines when `indent` says how deep they are. */
export function renderJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(renderJson).join(', ')}]`
  if (value instanceof Numeral || typeof value === 'bigint') return String(value)
  if (!isObject(value)) return JSON.stringify(value)
  return `{${keysOf(value)
    .map(key => `${JSON.stringify(key)}: ${renderJson(value[key]!)}`)
    .join(', ')}}`
}
