import { put } from '../resource/json.ts'

/** The same value, without nulls: `null` for a field means that it is absent. What has none is returned as it is. */
export function withoutNulls<T>(value: T): T {
  return hasNull(value) ? (strip(value) as T) : value
}

function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false
  if (value === null) return true
  if (Array.isArray(value)) return value.some(hasNull)
  for (const key in value) if (hasNull((value as Record<string, unknown>)[key])) return true
  return false
}

function strip(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.filter(item => item !== null).map(strip)
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (item !== null) put(copy, key, strip(item))
  return copy
}
