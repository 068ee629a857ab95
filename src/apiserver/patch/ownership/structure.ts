import { isObject, type Json, type JsonObject } from '../../../resource/json.ts'
import type { Shape } from '../../../schema/shape.ts'
import type { Field } from '../../../schema/type.ts'

/**
 * How server-side apply sees a value: as one piece, as fields of their own, or as items told apart by value or
 * by keys.
 */
export type Structure =
  | { readonly kind: 'piece'; readonly shape: Shape | undefined }
  | { readonly kind: 'struct'; readonly shape: Shape & { readonly kind: 'struct' } }
  | { readonly kind: 'map'; readonly of: Shape | undefined }
  | { readonly kind: 'set' }
  | { readonly kind: 'items'; readonly keys: readonly string[]; readonly of: Shape | undefined }

/** The structure of a value; without a shape (custom resources without a schema) it is deduced from the value. */
export function structureOf(shape: Shape | undefined, field: Field | undefined, value: Json | undefined): Structure {
  if (!shape || isUntyped(shape))
    return isObject(value) ? { kind: 'map', of: undefined } : { kind: 'piece', shape: undefined }
  if (field?.atomic) return { kind: 'piece', shape }
  switch (shape.kind) {
    case 'struct':
      return shape.type.atomic ? { kind: 'piece', shape } : { kind: 'struct', shape }
    case 'map':
      return shape.atomic ? { kind: 'piece', shape } : { kind: 'map', of: shape.of }
    case 'list': {
      const listType = shape.listType ?? field?.listType
      if (listType === 'set') return { kind: 'set' }
      if (listType === 'map') return { kind: 'items', keys: shape.keys ?? field?.keys ?? [], of: shape.of }
      return { kind: 'piece', shape }
    }
    case 'scalar':
      return { kind: 'piece', shape }
  }
}

const isUntyped = (shape: Shape): boolean => shape.kind === 'scalar' && shape.scalar === 'Any'

/** The field of a struct. */
export const fieldOf = (structure: Structure, name: string): Field | undefined =>
  structure.kind === 'struct' ? structure.shape.type.fields.get(name) : undefined

/** What is below a step of an object. */
export function below(structure: Structure, name: string, value: Json | undefined): Structure {
  if (structure.kind === 'map') return structureOf(structure.of, undefined, value)
  const field = fieldOf(structure, name)
  return structureOf(field?.shape, field, value)
}

/** The item's step: `k:{"containerPort":80,"protocol":"TCP"}`; keys that are left out have their default. */
export function itemStep(item: Json, structure: Structure): string {
  if (structure.kind !== 'items') return `v:${JSON.stringify(item)}`
  const key: JsonObject = {}
  const object = isObject(item) ? item : {}
  for (const name of [...structure.keys].sort()) {
    const value = object[name] ?? defaultOf(structure.of, name)
    if (value !== undefined && value !== null) key[name] = value
  }
  return `k:${JSON.stringify(key)}`
}

function defaultOf(shape: Shape | undefined, name: string): Json | undefined {
  if (shape?.kind !== 'struct') return undefined
  const field = shape.type.fields.get(name)
  if (field?.default !== undefined) return field.default as Json
  if (name === 'protocol') return 'TCP'
  // What is always written out has its zero value for a default.
  const isText = field && !field.omitempty && field.shape.kind === 'scalar' && field.shape.scalar === 'string'
  return isText ? '' : undefined
}

/** The items of a list by their steps, in order; the first of those alike. */
export function itemsOf(list: Json[], structure: Structure): Map<string, Json> {
  const items = new Map<string, Json>()
  for (const item of list) {
    const step = itemStep(item, structure)
    if (!items.has(step)) items.set(step, item)
  }
  return items
}

export const itemStructure = (structure: Structure, item: Json): Structure =>
  structure.kind === 'items' ? structureOf(structure.of, undefined, item) : { kind: 'piece', shape: undefined }
