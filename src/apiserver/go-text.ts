import { goQuote } from '../resource/go-quote.ts'
import { type Json, Numeral } from '../resource/json.ts'
import { goSyntax } from './go-syntax.ts'

/** Text that stands in a message as it is, for values that Go prints in a way of its own. */
export class GoText {
  readonly text: string
  /** The same in Go's own syntax, where its type is known. */
  readonly syntax: (() => string) | undefined
  constructor(text: string, syntax?: () => string) {
    this.text = text
    this.syntax = syntax
  }
}

/** A value of a Go type: shown as JSON, or in Go's syntax by releases that do so. */
export const typed = (type: string, value: unknown, json = goJson(value)): GoText =>
  new GoText(json, () => goSyntax(type, value))

/** What `field.Invalid` and its like may be given as the bad value. */
export type BadValue = Json | undefined | object | GoText

export { goQuote }

/**
 * Go's `json.Marshal`: map keys sorted, `<`, `>`, `&` and line separators escaped. Keys of a Go struct keep
 * their order, so a caller that means a struct passes an array of entries through `goStruct`.
 */
export function goJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof GoText) return value.text
  if (typeof value === 'string') return goJsonString(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  const map = value as Record<string, unknown>
  const keys = Object.keys(map).filter(key => map[key] !== undefined)
  return `{${keys
    .sort()
    .map(key => `${goJsonString(key)}:${goJson(map[key])}`)
    .join(',')}}`
}

/** The same with the keys in the order in which they stand. */
export function goJsonAsIs(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goJsonAsIs).join(',')}]`
  if (typeof value !== 'object' || value === null || value instanceof Numeral) return goJson(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries.map(([key, item]) => `${goJsonString(key)}:${goJsonAsIs(item as Json)}`).join(',')}}`
}

/** An amount, which early releases show as the struct that holds it. */
export const quantityText = (text: string): GoText => typed('resource.Quantity', text, goQuote(text))

/** A Go struct in field order; entries that are `undefined` are left out, as `omitempty` does. */
export const goStruct = (fields: Record<string, unknown>, type?: string): GoText =>
  new GoText(
    `{${Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${goJsonString(key)}:${goJson(value)}`)
      .join(',')}}`,
    type === undefined ? undefined : () => goSyntax(type, fields),
  )

const JSON_UNSAFE = /[<>&\u2028\u2029\u007f]/g

const goJsonString = (text: string): string =>
  JSON.stringify(text).replace(JSON_UNSAFE, character =>
    character === '\u007f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Go's `%#v` of lists and maps of strings: `[]string{"a"}`, `map[string]string{"a":"b"}`; everything else as JSON. */
export function goValue(value: unknown): string {
  if (Array.isArray(value) && value.every(isText)) return `[]string{${value.map(goQuote).join(', ')}}`
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof GoText)
    return goJson(value)
  const map = value as Record<string, unknown>
  const keys = Object.keys(map).sort()
  if (!keys.every(key => isText(map[key]))) return goJson(value)
  return `map[string]string{${keys.map(key => `${goQuote(key)}:${goQuote(map[key] as string)}`).join(', ')}}`
}

const isText = (value: unknown): value is string => typeof value === 'string'
