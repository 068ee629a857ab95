import { isObject, type Json } from '../../resource/json.ts'

/** Go's `%v` of a decoded JSON value: `map[a:1 b:[x y]]`, keys sorted, nil as `<nil>`. */
export function goMap(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`
  if (!isObject(value)) return String(value)
  const keys = Object.keys(value).filter(key => value[key] !== undefined)
  return `map[${keys
    .sort()
    .map(key => `${key}:${goMap(value[key])}`)
    .join(' ')}]`
}
