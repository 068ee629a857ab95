import { equal, isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

/**
 * What stood where a value stands now, before an update. Fields and keys of maps are the same by name, items of
 * lists by their keys; items of other lists have no past.
 *
 * Truth: apiserver/pkg/cel/common/schemas.go CorrelatedObject
 */
export class Past {
  readonly value: Json
  readonly #schema: Schema

  constructor(value: Json, schema: Schema) {
    this.value = value
    this.#schema = schema
  }

  is(value: Json): boolean {
    return equal(this.value, value)
  }

  field(name: string): Past | undefined {
    const inside = propertyOf(this.#schema, name) ?? valuesOf(this.#schema)
    if (!inside || !isObject(this.value) || !Object.hasOwn(this.value, name)) return undefined
    const value = this.value[name]
    return value === undefined ? undefined : new Past(value, inside)
  }

  item(item: Json, items: Schema): Past | undefined {
    if (this.#schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(this.value)) return undefined
    this.#byKeys ??= this.#index(this.value, items)
    const found = this.#byKeys.get(this.#keysOf(item, items))
    return found === undefined ? undefined : new Past(found, items)
  }

  #byKeys: Map<string, Json> | undefined

  /** Of several items with the same keys the first counts. */
  #index(list: Json[], items: Schema): Map<string, Json> {
    const found = new Map<string, Json>()
    for (const item of list) {
      const keys = this.#keysOf(item, items)
      if (!found.has(keys)) found.set(keys, item)
    }
    return found
  }

  #keysOf(item: Json, items: Schema): string {
    const names = this.#schema['x-kubernetes-list-map-keys'] ?? []
    const object: JsonObject = isObject(item) ? item : {}
    return names
      .map(name => {
        const value = object[name] ?? (propertyOf(items, name)?.default as Json | undefined)
        return `${typeof value} ${value}`
      })
      .join('\n')
  }
}
