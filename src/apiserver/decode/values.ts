import { type Json, Numeral, put } from '../../resource/json.ts'
import { hasUnwritten } from '../../resource/quantity.ts'
import { ALLOCATED } from '../allocated.ts'
import { base64Problem, rewrittenBase64 } from './base64.ts'
import { decodeQuantity } from './quantity.ts'
import type { DecodeState } from './state.ts'
import { type Precision, parseTime } from './time.ts'

/**
 * Reads one JSON value into one Go type. `undefined` is Go's zero value; what that is, the field knows.
 * Mismatches go to the state, and decoding goes on, as in Go.
 */
export type Decoder = (value: Json, state: DecodeState) => unknown

/** The kind of a JSON value as Go's messages have it. */
export function jsonKind(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'number'
  if (typeof value === 'object') return Array.isArray(value) ? 'array' : value instanceof Numeral ? 'number' : 'object'
  return typeof value
}

const isNumber = (value: Json): value is number | bigint | Numeral => jsonKind(value) === 'number'

export const stringDecoder =
  (goType: string): Decoder =>
  (value, state) => {
    if (typeof value === 'string') return value
    if (value !== null) state.mismatched(jsonKind(value), goType)
    return undefined
  }

export const booleanDecoder =
  (goType: string): Decoder =>
  (value, state) => {
    if (typeof value === 'boolean') return value
    if (value !== null) state.mismatched(jsonKind(value), goType)
    return undefined
  }

const LIMITS: Record<string, readonly [bigint, bigint]> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint8: [0n, 255n],
}

/** A whole number; a fraction, an exponent or a value outside the type is a mismatch that shows the number. */
export function integerDecoder(type: string, goType: string): Decoder {
  const [low, high] = LIMITS[type] ?? LIMITS['int64']!
  return (value, state) => {
    if (value === null) return undefined
    if (!isNumber(value)) {
      if (state.stored && value === ALLOCATED) return value
      state.mismatched(jsonKind(value), goType)
      return undefined
    }
    if (value instanceof Numeral && value.text === '-0') return low < 0n ? 0 : mismatchedNumber(value, state, goType)
    const fits = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
    if (!fits || value < low || value > high) return mismatchedNumber(value, state, goType)
    return value
  }
}

function mismatchedNumber(value: number | bigint | Numeral, state: DecodeState, goType: string): undefined {
  state.mismatched(`number ${value}`, goType)
  return undefined
}

export const floatDecoder =
  (goType: string): Decoder =>
  (value, state) => {
    if (value === null) return undefined
    if (!isNumber(value)) {
      state.mismatched(jsonKind(value), goType)
      return undefined
    }
    const float = Number(value)
    return Number.isFinite(float) ? float : mismatchedNumber(value, state, goType)
  }

/** IntOrString's own parser: a string stays, everything else must be an int32. */
export const intOrStringDecoder: Decoder = (value, state) => {
  if (value === null || typeof value === 'string') return value ?? undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= -2147483648 && value <= 2147483647) return value
  state.fail(state.describe(isNumber(value) ? `number ${value}` : jsonKind(value), 'int32'))
  return undefined
}

export const quantityDecoder: Decoder = (value, state) => {
  if (value === null) return undefined
  const text = typeof value === 'object' && !(value instanceof Numeral) ? '{' : String(value)
  const read = decodeQuantity(text)
  if ('quantity' in read) {
    if (hasUnwritten(read.quantity)) state.metUnwritten = true
    return read.quantity
  }
  state.fail(read.complaint)
  return undefined
}

export const timeDecoder =
  (precision: Precision): Decoder =>
  (value, state) => {
    if (value === null) return undefined
    if (typeof value !== 'string') {
      state.fail(state.describe(jsonKind(value), 'string'))
      return undefined
    }
    const read = parseTime(value, precision)
    if ('time' in read) return read.time
    state.fail(read.complaint)
    return undefined
  }

/** Base64 stays text, in the form in which Go writes it; a list of numbers is bytes as well. */
export const bytesDecoder: Decoder = (value, state) => {
  if (value === null) return undefined
  if (Array.isArray(value)) {
    const bytes = value.map(item => byteDecoder(item, state) ?? 0)
    return btoa(String.fromCharCode(...(bytes as number[])))
  }
  if (typeof value !== 'string') {
    state.mismatched(jsonKind(value), '[]uint8')
    return undefined
  }
  const problem = base64Problem(value)
  if (problem === undefined) return rewrittenBase64(value.replace(/[\r\n]/g, ''))
  state.malformed(`illegal base64 data at input byte ${problem}`)
  return undefined
}

const byteDecoder = integerDecoder('uint8', 'uint8')

/** Anything goes. */
export const anyDecoder: Decoder = value => value ?? undefined

/** JSON of any kind that Go reads into nothing in particular: numbers are an int64 where they fit, else a float64. */
export const jsonDecoder: Decoder = (value, state) => plainNumbers(value, state) ?? undefined

function plainNumbers(value: Json, state: DecodeState): Json {
  if (Array.isArray(value)) return value.map(item => plainNumbers(item, state))
  if (value instanceof Numeral || typeof value === 'bigint') return plainNumber(value, state)
  if (typeof value !== 'object' || value === null) return value
  const object: Record<string, Json> = {}
  for (const key in value) put(object, key, plainNumbers(value[key] as Json, state))
  return object
}

function plainNumber(value: bigint | Numeral, state: DecodeState): Json {
  const [low, high] = LIMITS['int64']!
  if (typeof value === 'bigint' && value >= low && value <= high) return value
  const float = Number(value)
  if (!Number.isFinite(float)) state.fail(`json: cannot unmarshal number ${value} into Go value of type float64`)
  return float === 0 ? 0 : float
}

export function listDecoder(item: Decoder, zero: () => unknown, goType: string): Decoder {
  return (value, state) => {
    if (value === null) return undefined
    if (!Array.isArray(value)) {
      state.mismatched(jsonKind(value), goType)
      return undefined
    }
    const list: unknown[] = []
    for (let index = 0; index < value.length; index++) {
      state.path.push(index)
      list.push(item(value[index] as Json, state) ?? zero())
      state.path.pop()
    }
    return list.length === 0 ? state.empty(list) : list
  }
}

export function mapDecoder(item: Decoder, zero: () => unknown, goType: string): Decoder {
  return (value, state) => {
    if (value === null) return undefined
    if (jsonKind(value) !== 'object') {
      state.mismatched(jsonKind(value), goType)
      return undefined
    }
    const map: Record<string, unknown> = {}
    const object = value as Record<string, Json>
    let isEmpty = true
    for (const key in object) {
      isEmpty = false
      state.path.push(key)
      put(map, key, item(object[key] as Json, state) ?? zero())
      state.path.pop()
    }
    return isEmpty ? state.empty(map) : map
  }
}
