import { Numeral } from '../resource/json.ts'
import { goJson } from './go-text.ts'

/** A value that the server passes on as it came (runtime.RawExtension): the keys stay in their order. */
export function rawJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(rawJson).join(',')}]`
  if (value instanceof Numeral) return value.text
  if (typeof value !== 'object' || value === null) return goJson(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries.map(([key, item]) => `${goJson(key)}:${rawJson(item)}`).join(',')}}`
}
