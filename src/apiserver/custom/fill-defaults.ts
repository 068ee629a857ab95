import { clone, isObject, type Json, put } from '../../resource/json.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

/**
 * Fills in defaults from the outside in; a null where none may stand counts as absent.
 * What is applied on the server's side is only defaulted: other nulls stay, and are validated.
 * Truth: apiserver/schema/defaulting/algorithm.go, prunenulls.go
 */
export function fillDefaults(value: Json, schema: Schema, nulls: 'dropped' | 'kept' = 'dropped'): void {
  if (Array.isArray(value)) {
    const items = itemsOf(schema)
    if (!items) return
    value.forEach((item, index) => {
      if (item === null && !items.nullable && items.default !== undefined) value[index] = clone(items.default as Json)
      fillDefaults(value[index] as Json, items, nulls)
    })
    return
  }
  if (!isObject(value)) return
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default === undefined) continue
    const there = Object.hasOwn(value, name) && value[name] !== undefined
    if (!there || (value[name] === null && !property.nullable)) put(value, name, clone(property.default as Json))
  }
  for (const key of Object.keys(value)) {
    const inside = propertyOf(schema, key) ?? valuesOf(schema)
    if (!inside) continue
    if (value[key] === null && !inside.nullable && inside.default !== undefined) {
      put(value, key, clone(inside.default as Json))
    }
    if (value[key] === null && !inside.nullable && nulls === 'dropped') delete value[key]
    else fillDefaults(value[key] as Json, inside, nulls)
  }
}
