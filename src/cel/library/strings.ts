import { define } from '../check/declaration.ts'
import { ArrayList, fail, type List, type Value } from '../run/value.ts'
import { formatString } from './format-string.ts'
import { quote } from './quote.ts'

const text = (value: Value | undefined): string => value as string
const number = (value: Value | undefined): number => Number(value as number | bigint)
const outOfRange = (index: number): never => fail(`index out of range: ${index}`)

const isAscii = (value: string): boolean => !/[^\x00-\x7f]/.test(value)
/** Characters as CEL counts them; a plain ASCII string is its own array. */
const characters = (value: string): ArrayLike<string> & { slice(from: number, to?: number): string | string[] } =>
  isAscii(value) ? value : Array.from(value)
const slice = (value: string, from: number, to: number): string => {
  const part = characters(value).slice(from, to)
  return typeof part === 'string' ? part : part.join('')
}
const length = (value: string): number => characters(value).length

function charAt(value: string, index: number): string {
  const all = characters(value)
  if (index < 0 || index > all.length) return outOfRange(index)
  return all[index] ?? ''
}

function indexOf(value: string, part: string, from: number): number {
  if (part === '') return from
  if (from < 0) return outOfRange(from)
  if (from >= length(value)) return -1
  if (isAscii(value)) return value.indexOf(part, from)
  const found = value.indexOf(part, slice(value, 0, from).length)
  return found < 0 ? -1 : length(value.slice(0, found))
}

function lastIndexOf(value: string, part: string, from: number | undefined): number {
  const size = length(value)
  if (part === '') return from ?? size
  if (from !== undefined && from < 0) return outOfRange(from)
  if (from !== undefined && from >= size) return -1
  const limit = from === undefined ? value.length : slice(value, 0, from).length
  const found = value.lastIndexOf(part, limit)
  return found < 0 ? -1 : length(value.slice(0, found))
}

function replace(value: string, from: string, to: string, limit: number): string {
  if (limit === 0 || from === to) return value
  let done = 0
  const swap = (): string => (limit < 0 || done++ < limit ? to : from)
  if (from !== '') return limit < 0 ? value.split(from).join(to) : value.replaceAll(from, swap)
  let result = swap()
  for (const character of value) result += character + swap()
  return result
}

function split(value: string, separator: string, limit: number): string[] {
  if (limit === 0) return []
  if (limit === 1) return [value]
  const parts = separator === '' ? Array.from(value) : value.split(separator)
  if (limit < 0 || parts.length <= limit) return parts
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)]
}

function substring(value: string, from: number, to: number | undefined): string {
  const size = length(value)
  if (to === undefined) return from < 0 || from > size ? outOfRange(from) : slice(value, from, size)
  if (from > to) return fail(`invalid substring range. start: ${from}, end: ${to}`)
  if (from < 0 || from > size) return outOfRange(from)
  return to > size ? outOfRange(to) : slice(value, from, to)
}

/** Go's unicode.IsSpace at both ends. */
const trim = (value: string): string => value.replace(/^[\s\x85]+|[\s\x85]+$/g, '').replace(/^\ufeff+|\ufeff+$/g, '')

function join(list: Value, separator: string): string {
  const parts: string[] = []
  for (const item of list as List)
    parts.push(typeof item === 'string' ? item : fail(`join: invalid input: ${String(item)}`))
  return parts.join(separator)
}

const lower = (value: string): string => value.replace(/[A-Z]+/g, part => part.toLowerCase())
const upper = (value: string): string => value.replace(/[a-z]+/g, part => part.toUpperCase())

/**
 * The strings extension: its version 0 before Kubernetes 1.29, version 2 (`format`, `quote`) since.
 * Truth: cel-go ext/strings.go
 */
export const strings = (version: 0 | 2) => [
  define('charAt', { string_char_at_int: 'string.(int) -> string' }, ([a, at]) => charAt(text(a), number(at))),
  define(
    'indexOf',
    {
      string_index_of_string: 'string.(string) -> int',
      string_index_of_string_int: 'string.(string, int) -> int',
    },
    ([a, b, from]) => indexOf(text(a), text(b), from === undefined ? 0 : number(from)),
  ),
  define(
    'lastIndexOf',
    {
      string_last_index_of_string: 'string.(string) -> int',
      string_last_index_of_string_int: 'string.(string, int) -> int',
    },
    ([a, b, from]) => lastIndexOf(text(a), text(b), from === undefined ? undefined : number(from)),
  ),
  define('lowerAscii', { string_lower_ascii: 'string.() -> string' }, ([a]) => lower(text(a))),
  define('upperAscii', { string_upper_ascii: 'string.() -> string' }, ([a]) => upper(text(a))),
  define(
    'replace',
    {
      string_replace_string_string: 'string.(string, string) -> string',
      string_replace_string_string_int: 'string.(string, string, int) -> string',
    },
    ([a, from, to, limit]) => replace(text(a), text(from), text(to), limit === undefined ? -1 : number(limit)),
  ),
  define(
    'split',
    {
      string_split_string: 'string.(string) -> list(string)',
      string_split_string_int: 'string.(string, int) -> list(string)',
    },
    ([a, by, limit]) => new ArrayList(split(text(a), text(by), limit === undefined ? -1 : number(limit))),
  ),
  define(
    'substring',
    {
      string_substring_int: 'string.(int) -> string',
      string_substring_int_int: 'string.(int, int) -> string',
    },
    ([a, from, to]) => substring(text(a), number(from), to === undefined ? undefined : number(to)),
  ),
  define('trim', { string_trim: 'string.() -> string' }, ([a]) => trim(text(a))),
  define(
    'join',
    {
      list_join: 'list(string).() -> string',
      list_join_string: 'list(string).(string) -> string',
    },
    ([list, by]) => join(list!, by === undefined ? '' : text(by)),
  ),
  ...(version < 2
    ? []
    : [
        define('format', { string_format: 'string.(list(dyn)) -> string' }, ([a, args]) =>
          formatString(text(a), args as List),
        ),
        define('strings.quote', { strings_quote: '(string) -> string' }, ([a]) => quote(text(a))),
      ]),
]
