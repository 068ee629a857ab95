import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { goJson } from '../go-text.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'
import type { SchemaErrors } from './schema-errors.ts'

/** Sets and lists by key hold nothing twice. Truth: apiserver/schema/listtype/validation.go */
export function validateListTypes(value: Json, schema: Schema, errors: SchemaErrors, path: string): void {
  if (Array.isArray(value)) {
    const listType = schema['x-kubernetes-list-type']
    if (listType === 'set') validateUnique(value, value, errors, path)
    else if (listType === 'map') validateKeys(value, schema['x-kubernetes-list-map-keys'] ?? [], errors, path)
    const items = itemsOf(schema)
    if (items) {
      value.forEach((item, index) => {
        validateListTypes(item, items, errors, `${path}[${index}]`)
      })
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const property = propertyOf(schema, key)
      const inside = property ?? valuesOf(schema)
      const step = path === '' ? key : `${path}.${key}`
      if (inside) validateListTypes(value[key] as Json, inside, errors, property ? step : `${path}[${key}]`)
    }
  }
}

/** Only the second of several equal items is told. */
function validateUnique(keys: Json[], shown: Json[], errors: SchemaErrors, path: string): void {
  const seen = new Map<string, number>()
  keys.forEach((key, index) => {
    const text = goJson(key)
    const times = seen.get(text) ?? 0
    seen.set(text, times + 1)
    if (times === 1) errors.found.duplicate(errors.at(`${path}[${index}]`), shown[index])
  })
}

function validateKeys(list: Json[], names: string[], errors: SchemaErrors, path: string): void {
  const odd = list.findIndex(item => item !== null && !isObject(item))
  if (odd >= 0) {
    errors.found.invalid(errors.at(`${path}[${odd}]`), list[odd], 'must be an object for an array of list-type map')
    return
  }
  const keys = list.map(item => {
    const entries = names.flatMap(name => {
      const value = (item as JsonObject | null)?.[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(entries)
  })
  validateUnique(keys, keys, errors, path)
}
