import { compareStrings } from '../run/equal.ts'
import { formatFloat } from '../run/number.ts'
import { formatDuration, formatTimestamp } from '../run/time.ts'
import { typeOfValue } from '../run/type-of.ts'
import {
  Bytes,
  Double,
  Duration,
  fail,
  isInt,
  List,
  Mapping,
  OutOfBudget,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from '../run/value.ts'
import { quote } from './quote.ts'

/** A place in a format string: `%.3f` is clause `f` with precision 3. */
export interface Clause {
  readonly verb: string
  readonly precision: number
}

/** The pieces of a format string: texts and clauses; a string after `problem` is what is wrong with it. */
export function parseFormat(format: string): (string | Clause)[] | { problem: string } {
  const parts: (string | Clause)[] = []
  let at = 0
  while (at < format.length) {
    const percent = format.indexOf('%', at)
    if (percent < 0) {
      parts.push(format.slice(at))
      break
    }
    if (percent > at) parts.push(format.slice(at, percent))
    if (format[percent + 1] === '%') {
      parts.push('%')
      at = percent + 2
      continue
    }
    const match = /^(?:\.(\d*))?([\s\S]?)/u.exec(format.slice(percent + 1))!
    const [whole, precision, verb = ''] = match
    if (verb === '') return { problem: 'unexpected end of string' }
    if (!/^[sdfebxXo]$/.test(verb)) {
      return { problem: `could not parse formatting clause: unrecognized formatting clause "${verb}"` }
    }
    parts.push({ verb, precision: precision === undefined || precision === '' ? 6 : Number(precision) })
    at = percent + 1 + whole.length
  }
  return parts
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** As the printer of English writes it: `1,234.50`, and `1.5 × 10⁰³` with narrow spaces. */
function fixedPoint(value: number, precision: number): string {
  const [whole = '', fraction] = value.toFixed(Math.min(precision, 100)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
function scientific(value: number, precision: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(Math.min(precision, 100)).split('e')
  const digits = exponent.replace(/^[+-]/, '').padStart(2, '0')
  const raised = Array.from(digits, digit => SUPERSCRIPT[Number(digit)]).join('')
  return `${mantissa}\u202f×\u202f10${exponent.startsWith('-') ? '⁻' : ''}${raised}`
}

const infinite = (value: number): string | undefined =>
  Number.isNaN(value) ? 'NaN' : Number.isFinite(value) ? undefined : value > 0 ? '∞' : '-∞'

const bytesText = ({ data }: Bytes): string => new TextDecoder().decode(data)

/** `%s`. Truth: cel-go ext/formatting.go FormatString */
function shown(value: Value): string {
  if (typeof value === 'string') return value
  if (value instanceof Double) return formatFloat(value.value)
  if (value instanceof Bytes) return bytesText(value)
  if (value instanceof Timestamp) return formatTimestamp(value.nanos)
  if (value instanceof Duration) return formatDuration(value.nanos)
  return literal(value)
}

/** Inside a list or map values are written so that they could be read again. */
function literal(value: Value): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
    case 'bigint':
    case 'boolean':
      return `${value}`
  }
  if (value === null) return 'null'
  if (value instanceof Double)
    return Number.isFinite(value.value) ? value.value.toFixed(6) : `"${formatFloat(value.value)}"`
  if (value instanceof Uint) return `${value.value}`
  if (value instanceof Bytes) return `b${quote(bytesText(value))}`
  if (value instanceof Timestamp) return `timestamp("${formatTimestamp(value.nanos)}")`
  if (value instanceof Duration) return `duration("${formatDuration(value.nanos)}")`
  if (value instanceof TypeValue) return value.type.name
  if (value instanceof List) return `[${bounded(Array.from(value, literal)).join(', ')}]`
  if (value instanceof Mapping && value.typeName === undefined) {
    const pairs = value.keys().map(key => [mapKey(key), literal(value.find(key)!)] as const)
    pairs.sort((a, b) => compareStrings(a[0], b[0]))
    return `{${bounded(pairs.map(([key, content]) => `${key}:${content}`)).join(', ')}}`
  }
  return fail(
    `error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given ${typeOfValue(value).name}`,
  )
}

const LONGEST = 10_000_000

/** Shared parts can make a text far longer than the value is large. */
function bounded(parts: string[]): string[] {
  let length = 0
  for (const part of parts) length += part.length
  if (length > LONGEST) throw new OutOfBudget()
  return parts
}

const mapKey = (key: Value): string =>
  ['string', 'boolean', 'number', 'bigint'].includes(typeof key) || key instanceof Uint
    ? literal(key)
    : fail(`error during formatting: no formatting function for map key of type ${typeOfValue(key).name}`)

const hex = (text: string | Uint8Array): string =>
  Array.from(typeof text === 'string' ? new TextEncoder().encode(text) : text, byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

/** What a clause refuses, by the name of the type given; the checker asks the same of literal formats. */
export function clauseProblem(verb: string, type: string): string | undefined {
  const only = (kind: string, allowed: string[], what: string): string | undefined =>
    allowed.includes(type) ? undefined : `${kind} clause can only be used on ${what}, was given ${type}`
  switch (verb) {
    case 'd':
      return only('decimal', ['int', 'uint'], 'integers')
    case 'f':
      return only('fixed-point', ['double'], 'doubles')
    case 'e':
      return only('scientific', ['double'], 'doubles')
    case 'b':
      return only('binary', ['int', 'uint', 'bool'], 'integers and bools')
    case 'x':
    case 'X':
      return only('hex', ['int', 'uint', 'string', 'bytes'], 'integers, byte buffers, and strings')
    case 'o':
      return only('octal', ['int', 'uint'], 'integers')
    default:
      return undefined
  }
}

function apply({ verb, precision }: Clause, value: Value): string {
  const special = (verb === 'f' || verb === 'e') && typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value)
  const problem = special ? undefined : clauseProblem(verb, typeOfValue(value).name)
  if (problem !== undefined) return fail(`error during formatting: ${problem}`)
  const whole = value instanceof Uint ? value.value : isInt(value) ? BigInt(value) : undefined
  switch (verb) {
    case 'd':
      return `${whole}`
    case 'f':
    case 'e': {
      const float = value instanceof Double ? value.value : Number(value)
      return infinite(float) ?? (verb === 'f' ? fixedPoint(float, precision) : scientific(float, precision))
    }
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : whole!.toString(2)
    case 'o':
      return whole!.toString(8)
    case 'x':
    case 'X': {
      const digits = whole !== undefined ? whole.toString(16) : hex(value instanceof Bytes ? value.data : `${value}`)
      return verb === 'x' ? digits : digits.toUpperCase()
    }
    default:
      return shown(value)
  }
}

export function formatString(format: string, args: List): string {
  const parts = parseFormat(format)
  if (!Array.isArray(parts)) return fail(parts.problem)
  let next = 0
  let result = ''
  for (const part of parts) {
    if (typeof part === 'string') {
      result += part
      continue
    }
    if (next >= args.size) fail(`index ${next} out of range`)
    result += apply(part, args.get(next))
    next += 1
    bounded([result])
  }
  return result
}
