import {
  Bytes,
  Double,
  Duration,
  fail,
  List,
  Mapping,
  noSuchOverload,
  Opaque,
  Optional,
  OutOfBudget,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from './value.ts'

const FUEL = 5_000_000
let fuel = FUEL

/** Comparing values that share parts can take longer than their cost says; each evaluation may compare so many. */
export function refuel(): void {
  fuel = FUEL
}

/**
 * `==`. Numbers are equal by value whatever their type; values of different types are not equal.
 * Truth: cel-go common/types (Equal of each type)
 */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true
  if (--fuel < 0) throw new OutOfBudget()
  if (typeof a === 'string' || typeof b === 'string' || a === null || b === null) return false
  if (typeof a === 'boolean' || typeof b === 'boolean') return false
  const order = compareNumbers(a, b)
  if (order !== undefined) return order === 0
  if (a instanceof List) return b instanceof List && equalLists(a, b)
  if (a instanceof Mapping) return b instanceof Mapping && equalMaps(a, b)
  if (a instanceof Bytes) return b instanceof Bytes && compareBytes(a, b) === 0
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos
  if (a instanceof TypeValue) return b instanceof TypeValue && a.type.name === b.type.name
  if (a instanceof Optional) {
    if (!(b instanceof Optional)) return false
    if (a.value === undefined || b.value === undefined) return a.value === b.value
    return equals(a.value, b.value)
  }
  return a instanceof Opaque && b instanceof Opaque && a.type.name === b.type.name && a.equals(b)
}

/** A list that knows how it compares (a set, a map-list) says so with `sameAs`. */
export interface OwnEquality {
  sameAs(other: List): boolean
}

function equalLists(a: List, b: List): boolean {
  if ('sameAs' in a) return (a as List & OwnEquality).sameAs(b)
  if (a.size !== b.size) return false
  for (let index = 0; index < a.size; index++) if (!equals(a.get(index), b.get(index))) return false
  return true
}

function equalMaps(a: Mapping, b: Mapping): boolean {
  const same = a.sameAs(b)
  if (same !== undefined) return same
  if (a.size !== b.size) return false
  for (const key of a.keys()) {
    const other = b.find(key)
    if (other === undefined || !equals(a.find(key)!, other)) return false
  }
  return true
}

/** The order of two numbers of any of the three types; NaN for NaN; undefined when one is no number. */
function compareNumbers(a: Value, b: Value): number | undefined {
  const left = a instanceof Double || a instanceof Uint ? a.value : a
  const right = b instanceof Double || b instanceof Uint ? b.value : b
  if (typeof left !== 'number' && typeof left !== 'bigint') return undefined
  if (typeof right !== 'number' && typeof right !== 'bigint') return undefined
  return left < right ? -1 : left > right ? 1 : left >= right ? 0 : Number.NaN
}

function compareBytes(a: Bytes, b: Bytes): number {
  const length = Math.min(a.data.length, b.data.length)
  for (let index = 0; index < length; index++) {
    const difference = a.data[index]! - b.data[index]!
    if (difference) return difference
  }
  return a.data.length - b.data.length
}

/** Strings order by code point, JavaScript's by UTF-16 unit: they differ where surrogates meet the rest of the plane. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    let left = a.charCodeAt(index)
    let right = b.charCodeAt(index)
    if (left === right) continue
    if (left >= 0xd800 && right >= 0xd800) {
      if (left <= 0xdfff) left += 0x10000
      if (right <= 0xdfff) right += 0x10000
    }
    return left - right
  }
  return a.length - b.length
}

/** `<`, `<=`, `>`, `>=`: negative, zero or positive. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  const numbers = compareNumbers(a, b)
  if (numbers !== undefined) return Number.isNaN(numbers) ? fail('NaN values cannot be ordered') : numbers
  if (a instanceof Bytes && b instanceof Bytes) return compareBytes(a, b)
  if (a instanceof Timestamp && b instanceof Timestamp) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
  if (a instanceof Duration && b instanceof Duration) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
  return noSuchOverload()
}
