import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'
import { type Catalog, catalog } from '../../src/schema/catalog.ts'
import type { Scalar, Shape } from '../../src/schema/shape.ts'
import type { Field, Type } from '../../src/schema/type.ts'

/** What a value may be, whether Kubernetes has it built in or a definition in the workspace says so. */
export interface ValueView {
  readonly kind: 'object' | 'list' | 'map' | 'scalar' | 'any'
  readonly typeText: string
  /** Of an object. */
  readonly fields: ReadonlyMap<string, FieldView>
  /** Of a list or a map: what it holds. */
  readonly item?: ValueView
  readonly scalar?: Scalar
  readonly enum?: readonly string[]
  /** The built-in type, where there is one. */
  readonly type?: Type
}

export interface FieldView {
  readonly name: string
  readonly value: ValueView
  readonly required: boolean
  readonly enum?: readonly string[]
  readonly default?: Json
  readonly description?: string
  /** The type that has the field, and the field, where they are built in. */
  readonly owner?: Type
  readonly field?: Field
}

const NO_FIELDS: ReadonlyMap<string, FieldView> = new Map()
const views = new WeakMap<Type, ValueView>()

/** A built-in type as a view; made once, its fields when they are asked for. */
export function viewOfType(type: Type): ValueView {
  let view = views.get(type)
  if (!view) {
    let fields: ReadonlyMap<string, FieldView> | undefined
    view = {
      kind: 'object',
      typeText: type.name,
      type,
      get fields() {
        return (fields ??= new Map([...type.fields.values()].map(field => [field.name, fieldView(field, type)])))
      },
    }
    views.set(type, view)
  }
  return view
}

const fieldView = (field: Field, owner: Type): FieldView => ({
  name: field.name,
  value: viewOfShape(field.shape, field.enum),
  required: field.required,
  ...(field.enum && { enum: field.enum }),
  ...(field.default !== undefined && { default: field.default as Json }),
  owner,
  field,
})

function viewOfShape(shape: Shape, values?: readonly string[]): ValueView {
  switch (shape.kind) {
    case 'struct':
      return viewOfType(shape.type)
    case 'list': {
      const item = viewOfShape(shape.of, values)
      return { kind: 'list', typeText: `list of ${item.typeText}`, fields: NO_FIELDS, item }
    }
    case 'map': {
      const item = viewOfShape(shape.of, values)
      return { kind: 'map', typeText: `map of ${item.typeText}`, fields: NO_FIELDS, item }
    }
    case 'scalar': {
      const { scalar } = shape
      const any = scalar === 'Any' || scalar === 'RawExtension' || scalar === 'JSON'
      return {
        kind: any ? 'any' : 'scalar',
        typeText: scalar,
        fields: NO_FIELDS,
        scalar,
        ...(values && { enum: values }),
      }
    }
  }
}

const ANY: ValueView = { kind: 'any', typeText: 'anything', fields: NO_FIELDS }
const DEEPEST = 40

/** What a definition's schema says of a value. */
export function viewOfSchema(schema: Json | undefined, depth = 0): ValueView {
  if (!isObject(schema) || depth > DEEPEST) return ANY
  const { type, properties, items, additionalProperties } = schema
  if (schema['x-kubernetes-int-or-string'] === true) return scalarView(schema, 'IntOrString')
  if (isObject(properties)) {
    let fields: ReadonlyMap<string, FieldView> | undefined
    return {
      kind: 'object',
      typeText: 'object',
      get fields() {
        return (fields ??= fieldsOf(properties, schema, depth))
      },
    }
  }
  if (type === 'array') {
    const item = viewOfSchema(items, depth + 1)
    return { kind: 'list', typeText: `list of ${item.typeText}`, fields: NO_FIELDS, item }
  }
  if (isObject(additionalProperties)) {
    const item = viewOfSchema(additionalProperties, depth + 1)
    return { kind: 'map', typeText: `map of ${item.typeText}`, fields: NO_FIELDS, item }
  }
  switch (type) {
    case 'string':
    case undefined:
      return type === undefined && !enumOf(schema) ? ANY : scalarView(schema, 'string')
    case 'boolean':
      return scalarView(schema, 'boolean')
    case 'integer':
      return scalarView(schema, 'int64')
    case 'number':
      return scalarView(schema, 'double')
    default:
      return ANY
  }
}

function scalarView(schema: JsonObject, scalar: Scalar): ValueView {
  const values = enumOf(schema)
  return { kind: 'scalar', typeText: scalar, fields: NO_FIELDS, scalar, ...(values && { enum: values }) }
}

const enumOf = (schema: Json | undefined): readonly string[] | undefined => {
  const values = isObject(schema) ? schema['enum'] : undefined
  return Array.isArray(values)
    ? values.flatMap(value => (value === null || typeof value === 'object' ? [] : [String(value)]))
    : undefined
}

function fieldsOf(properties: JsonObject, schema: JsonObject, depth: number): ReadonlyMap<string, FieldView> {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return new Map(
    Object.entries(properties).map(([name, property]) => {
      const value = viewOfSchema(property, depth + 1)
      const description = isObject(property) ? property['description'] : undefined
      const standard = isObject(property) ? property['default'] : undefined
      return [
        name,
        {
          name,
          value,
          required: required.includes(name),
          ...(value.enum && { enum: value.enum }),
          ...(standard !== undefined && { default: standard }),
          ...(typeof description === 'string' && { description }),
        },
      ]
    }),
  )
}

/** A custom kind: what its definition says, and the metadata that every object has. */
export function viewOfCustomKind(schema: Json | undefined, facts: Catalog): ValueView {
  const own = viewOfSchema(schema)
  const meta = facts.type('meta.v1.ObjectMeta')
  const text: ValueView = { kind: 'scalar', typeText: 'string', fields: NO_FIELDS, scalar: 'string' }
  const common: [string, FieldView][] = [
    ['apiVersion', { name: 'apiVersion', value: text, required: true }],
    ['kind', { name: 'kind', value: text, required: true }],
    ['metadata', { name: 'metadata', value: meta ? viewOfType(meta) : ANY, required: true }],
  ]
  return { kind: 'object', typeText: 'object', fields: new Map([...own.fields, ...common]) }
}

/** What is at the end of a path: the value, and the field that it belongs to, if it is one. */
export interface Viewed {
  readonly value: ValueView
  readonly field?: FieldView
}

export function walkView(root: ValueView, path: readonly (string | number)[]): Viewed | undefined {
  let here: Viewed = { value: root }
  for (const step of path) {
    const { value } = here
    if (value.kind === 'list') {
      if (typeof step !== 'number' || !value.item) return undefined
      here = { value: value.item, ...(here.field && { field: here.field }) }
    } else if (value.kind === 'map') {
      if (!value.item) return undefined
      here = { value: value.item }
    } else {
      const field = value.fields.get(String(step))
      if (!field) return undefined
      here = { value: field.value, field }
    }
  }
  return here
}

/** The view of a built-in kind in a release. */
export function viewOfKind(apiVersion: string, kind: string, minor: number): ValueView | undefined {
  const known = catalog(minor).kind(apiVersion, kind)
  return known && viewOfType(known.type)
}
