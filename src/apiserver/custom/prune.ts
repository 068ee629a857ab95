import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

const META = ['apiVersion', 'kind', 'metadata']

/**
 * Takes away what a schema does not know and returns the paths of it, sorted.
 * Truth: apiserver/schema/pruning/algorithm.go
 */
export function prune(value: Json, schema: Schema, root: boolean): string[] {
  const unknown: string[] = []
  const place = root ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema
  pruneValue(value, place, '', unknown)
  return unknown.sort()
}

function pruneValue(value: Json, schema: Schema | undefined, path: string, unknown: string[]): void {
  const keeps = schema?.['x-kubernetes-preserve-unknown-fields'] === true
  if (Array.isArray(value)) {
    const items = schema && itemsOf(schema)
    if (keeps && !items) return
    value.forEach((item, index) => {
      pruneValue(item, items, `${path}[${index}]`, unknown)
    })
  } else if (isObject(value)) pruneObject(value, schema, keeps, path, unknown)
}

function pruneObject(
  object: JsonObject,
  schema: Schema | undefined,
  keeps: boolean,
  path: string,
  unknown: string[],
): void {
  for (const key of Object.keys(object)) {
    if (schema?.['x-kubernetes-embedded-resource'] && META.includes(key)) continue
    const inside = path === '' ? key : `${path}.${key}`
    const property = schema && propertyOf(schema, key)
    const isMap = schema?.additionalProperties !== undefined && schema.additionalProperties !== false
    if (property || isMap) pruneValue(object[key] as Json, property ?? (schema && valuesOf(schema)), inside, unknown)
    else if (!keeps) {
      delete object[key]
      unknown.push(inside)
    }
  }
}
