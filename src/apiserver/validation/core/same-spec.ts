import { parseQuantity } from '../../../resource/quantity.ts'

/** Fields whose values are quantities, or maps of them. */
const AMOUNTS = new Set(['limits', 'requests', 'overhead', 'sizeLimit', 'divisor'])

/** Fields that are maps, where `{}` is nothing. */
const MAPS = new Set([
  ...AMOUNTS,
  'nodeSelector',
  'matchLabels',
  'volumeAttributes',
  'options',
  'labels',
  'annotations',
])

/**
 * Whether two values mean the same to the server: nothing and an empty list or map are one, and so are `1` and
 * `1000m`. Truth: apimachinery/pkg/api/equality Semantic.DeepEqual
 */
export function sameSpec(a: unknown, b: unknown, amounts = false): boolean {
  if (a === b) return true
  if (isNothing(a) && isNothing(b)) return true
  if (amounts && typeof a === 'string' && typeof b === 'string') {
    return parseQuantity(a)?.nanos === parseQuantity(b)?.nanos
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameSpec(item, b[index], amounts))
  }
  if (Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  for (const key in left) {
    if (MAPS.has(key) && isEmptyMap(left[key]) && isEmptyMap(right[key])) continue
    if (!sameSpec(left[key], right[key], amounts || AMOUNTS.has(key))) return false
  }
  for (const key in right) {
    if (!(key in left) && !isNothing(right[key]) && !(MAPS.has(key) && isEmptyMap(right[key]))) return false
  }
  return true
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

function isEmptyMap(value: unknown): boolean {
  if (typeof value === 'object') for (const _ in value) return false
  return typeof value === 'object' || value === undefined
}
