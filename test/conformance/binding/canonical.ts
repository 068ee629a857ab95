import { isObject, type Json } from '../../../src/resource/json.ts'

/** Lists of events come in any order; everything else as it is. */
export function canonical(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(canonical)
    const isEvents = items.some(item => isObject(item) && 'component' in item)
    return isEvents ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  }
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, canonical(value[key] ?? null)]),
  )
}
