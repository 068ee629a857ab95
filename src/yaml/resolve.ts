import { type Json, Numeral } from '../resource/json.ts'

/**
 * Plain scalars as the API server reads them: YAML 1.1 in the dialect of go-yaml v2.
 *
 *   yes, on, y → true       ~, null, (nothing) → null     0777, 0o777, 0x1ff, 0b111111111 → 511
 *   1_000 → 1000            1e3, 1. → 1000, 1             08 → 8, because it is no octal but a float
 *   1:30 → "1:30"           2001-01-01 → "2001-01-01"     1e400 → "1e400", because it is no float64
 *
 * Truth: sigs.k8s.io/yaml goyaml.v2/resolve.go
 */
export function resolvePlain(text: string): Json {
  switch (text.charCodeAt(0)) {
    case 43: // +
    case 45: // -
    case 46: // .
    case 48:
    case 49:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57:
      return resolveNumber(text) ?? text
    case 70: // F
    case 78: // N
    case 79: // O
    case 84: // T
    case 89: // Y
    case 102:
    case 110:
    case 111:
    case 116:
    case 121:
    case 126: {
      const word = text.length <= 5 ? WORDS.get(text) : undefined
      return word === undefined ? text : word
    }
    default:
      return text === '' ? null : text
  }
}

/** `.inf`, `-.INF`, `.NaN`: floats that JSON cannot hold. The answer is Go's name for them. */
export function resolveUnrepresentable(text: string): '+Inf' | '-Inf' | 'NaN' | undefined {
  const first = text.charCodeAt(0)
  if (text.length > 5 || (first !== 46 && first !== 43 && first !== 45)) return undefined
  return UNREPRESENTABLE.get(text)
}

export type Unrepresentable = '+Inf' | '-Inf' | 'NaN'

const MAX_UINT64 = 2n ** 64n - 1n
const MAX_INT64 = 2n ** 63n - 1n

/** An integer or a finite float; undefined when it is neither. */
export function resolveNumber(text: string): number | bigint | Numeral | undefined {
  const first = text.charCodeAt(0)
  if (first === 46) return text.includes('_') ? undefined : float(text)
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  return integer(plain) ?? float(plain)
}

/** An integer that fits int64 or uint64, in any base that Go's `ParseInt(…, 0, 64)` knows. */
export function integer(text: string): number | bigint | undefined {
  const signed = text.charCodeAt(0) === 43 || text.charCodeAt(0) === 45
  const start = signed ? 1 : 0
  const base = baseOf(text, start)
  const from = start + (base === 8 && isDigit(text.charCodeAt(start + 1)) ? 1 : base === 10 ? 0 : 2)
  if (from >= text.length) return undefined
  for (let index = from; index < text.length; index++) if (digitOf(text.charCodeAt(index)) >= base) return undefined
  if (base === 10 && text.length <= 15) return Number(text) + 0
  const negative = text.charCodeAt(0) === 45
  const prefix = base === 10 ? '' : base === 16 ? '0x' : base === 8 ? '0o' : '0b'
  const size = BigInt(prefix + text.slice(from))
  if (negative ? size > MAX_INT64 + 1n : size > (signed ? MAX_INT64 : MAX_UINT64)) return undefined
  const value = negative ? -size : size
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value
}

function baseOf(text: string, start: number): 2 | 8 | 10 | 16 {
  if (text.charCodeAt(start) !== 48 || text.length === start + 1) return 10
  switch (text.charCodeAt(start + 1) | 32) {
    case 120:
      return 16
    case 98:
      return 2
    case 111:
      return 8
    default:
      return isDigit(text.charCodeAt(start + 1)) ? 8 : 10
  }
}

const digitOf = (code: number): number =>
  code >= 48 && code <= 57
    ? code - 48
    : code >= 97 && code <= 102
      ? code - 87
      : code >= 65 && code <= 70
        ? code - 55
        : 99

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

function float(text: string): number | Numeral | undefined {
  if (!FLOAT.test(text)) return undefined
  const value = Number(text)
  if (!Number.isFinite(value)) return undefined
  return Object.is(value, -0) ? new Numeral('-0') : value
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(word => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(word => [word, false] as const),
  ...['~', 'null', 'Null', 'NULL'].map(word => [word, null] as const),
])

const UNREPRESENTABLE: ReadonlyMap<string, Unrepresentable> = new Map<string, Unrepresentable>([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(word => [word, '+Inf'] as const),
  ...['-.inf', '-.Inf', '-.INF'].map(word => [word, '-Inf'] as const),
  ...['.nan', '.NaN', '.NAN'].map(word => [word, 'NaN'] as const),
])
