import { isObject, type Json, type JsonObject } from '../../../src/resource/json.ts'

export function inSpec(object: JsonObject, change: (spec: JsonObject) => JsonObject): JsonObject {
  const { spec } = object
  return isObject(spec) ? { ...object, spec: change(spec) } : object
}

export const without = (object: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))

export const mapped = (list: Json | undefined, change: (item: JsonObject) => JsonObject): Json | undefined =>
  Array.isArray(list) ? list.map(item => (isObject(item) ? change(item) : item)) : list
