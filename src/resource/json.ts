/**
 * A JSON value as it came from a manifest. Whole numbers beyond 2^53 are `bigint` so that nothing is lost, and
 * numbers whose spelling the API server sees but JavaScript forgets are a `Numeral`. Neither outlives decoding
 * into a typed object.
 */
export type Json = null | boolean | number | bigint | string | Numeral | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json | undefined
}

/**
 * A number written so that `String(Number(text))` differs: `1.0`, `1e3`, `-0`, `1e400`. To Go the spelling
 * matters: `1.0` does not go into an int32 ("cannot unmarshal number 1.0 into Go struct field …").
 */
export class Numeral {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  valueOf(): number {
    return Number(this.text)
  }

  toString(): string {
    return this.text
  }

  toJSON(): number {
    return Number(this.text)
  }
}

/**
 * The value of a JSON number literal. 3 → 3, 0.5 → 0.5, 9223372036854775808 → 9223372036854775808n,
 * 1.0 → Numeral, -0 → Numeral. The text is taken to be a valid JSON number.
 */
export function numberFrom(text: string): number | bigint | Numeral {
  const value = Number(text)
  if (String(value) === text && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 57 || code === 46 || code === 43) return new Numeral(text)
  }
  return text === '-0' ? new Numeral(text) : BigInt(text)
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral)

/** Structural equality; key order does not matter, an absent key equals an `undefined` one. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return (typeof a === 'bigint' || typeof b === 'bigint') && `${a}` === `${b}`
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  }
  if (Array.isArray(b)) return false
  if (a instanceof Numeral || b instanceof Numeral) return `${a}` === `${b}`
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  for (const key in left) if (!equal(left[key], right[key])) return false
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false
  return true
}

/** A deep copy of a JSON value. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clone) as T
  if (value instanceof Numeral) return value
  const copy: Record<string, unknown> = {}
  for (const key in value) if (value[key] !== undefined) put(copy, key, clone(value[key]))
  return copy as T
}

/** Sets a key that came from a manifest; `__proto__` becomes an ordinary key like any other. */
export function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}
