import { Numeral } from '../resource/json.ts'

/** Maps that were decoded from `{}`; an empty struct looks the same, but is not nothing. */
const emptyMaps = new WeakSet<object>()

export function rememberEmptyMap(map: object): void {
  emptyMaps.add(map)
}

/**
 * Equal in the eyes of most of the server: a list or a map with nothing in it is as good as none. Where the server
 * is stricter (`reflect.DeepEqual`) the plain `equal` of JSON values stands.
 *
 * Truth: apimachinery/third_party/forked/golang/reflect/deep_equal.go
 */
export function semanticallyEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a === undefined || a === null) return b === undefined || b === null || isEmpty(b)
  if (b === undefined || b === null) return isEmpty(a)
  if (typeof a !== 'object' || typeof b !== 'object') {
    return (typeof a === 'bigint' || typeof b === 'bigint') && `${a}` === `${b}`
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => semanticallyEqual(item, b[index]))
  }
  if (Array.isArray(b)) return false
  if (a instanceof Numeral || b instanceof Numeral) return `${a}` === `${b}`
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  for (const key in left) if (!semanticallyEqual(left[key], right[key])) return false
  for (const key in right) if (left[key] === undefined && !semanticallyEqual(undefined, right[key])) return false
  return true
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Array.isArray(value) ? value.length === 0 : emptyMaps.has(value))
