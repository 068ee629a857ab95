import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { BodyPath } from '../decode/state.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

const META = ['apiVersion', 'kind', 'metadata']

/**
 * Takes away what a schema does not know and tells where it stood, in the order of the texts.
 * Truth: apiserver/schema/pruning/algorithm.go
 */
export function prune(value: Json, schema: Schema, root: boolean): Place[] {
  const unknown: Place[] = []
  const place = root ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema
  pruneValue(value, place, NOWHERE, unknown)
  return unknown.sort(byText)
}

/** Where something stands, and how the server writes that. */
export interface Place {
  readonly text: string
  readonly path: BodyPath
}

export const NOWHERE: Place = { text: '', path: [] }
export const byText = (one: Place, other: Place): number => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0)
export const itemOf = ({ text, path }: Place, index: number): Place => ({
  text: `${text}[${index}]`,
  path: [...path, index],
})
export const fieldOf = ({ text, path }: Place, name: string): Place => ({
  text: text === '' ? name : `${text}.${name}`,
  path: [...path, name],
})

function pruneValue(value: Json, schema: Schema | undefined, path: Place, unknown: Place[]): void {
  const keeps = schema?.['x-kubernetes-preserve-unknown-fields'] === true
  if (Array.isArray(value)) {
    const items = schema && itemsOf(schema)
    if (keeps && !items) return
    value.forEach((item, index) => {
      pruneValue(item, items, itemOf(path, index), unknown)
    })
  } else if (isObject(value)) pruneObject(value, schema, keeps, path, unknown)
}

function pruneObject(
  object: JsonObject,
  schema: Schema | undefined,
  keeps: boolean,
  path: Place,
  unknown: Place[],
): void {
  for (const key of Object.keys(object)) {
    if (schema?.['x-kubernetes-embedded-resource'] && META.includes(key)) continue
    const inside = fieldOf(path, key)
    const property = schema && propertyOf(schema, key)
    const isMap = schema?.additionalProperties !== undefined && schema.additionalProperties !== false
    if (property || isMap) pruneValue(object[key] as Json, property ?? (schema && valuesOf(schema)), inside, unknown)
    else if (!keeps) {
      delete object[key]
      unknown.push(inside)
    }
  }
}
