import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Scalar, Shape } from '../../schema/shape.ts'
import type { Field, Type } from '../../schema/type.ts'
import { itemsOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

const built = new WeakMap<Schema, Map<Minor, Shape>>()

/**
 * A definition's schema as the type of an object, for those who ask what merges with what.
 * Truth: apiextensions-apiserver/pkg/controller/openapi/builder, kube-openapi/pkg/schemaconv
 */
export function shapeOfDefinition(schema: Schema, minor: Minor): Shape {
  const known = built.get(schema)?.get(minor)
  if (known) return known
  const shape = shapeOfObject({ ...schema, 'x-kubernetes-embedded-resource': true }, minor)
  const byMinor = built.get(schema) ?? new Map<Minor, Shape>()
  byMinor.set(minor, shape)
  built.set(schema, byMinor)
  return shape
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  string: 'string',
  integer: 'int64',
  number: 'double',
  boolean: 'boolean',
}

const scalar = (name: Scalar): Shape => ({ kind: 'scalar', scalar: name, go: name })
const UNTYPED = scalar('Any')

function shapeIn(schema: Schema, minor: Minor): Shape {
  if (schema['x-kubernetes-int-or-string']) return scalar('IntOrString')
  if (schema.type === 'object') return shapeOfObject(schema, minor)
  if (schema.type === 'array') return shapeOfList(schema, minor)
  return scalar((schema.type !== undefined && SCALARS[schema.type]) || 'Any')
}

function shapeOfList(schema: Schema, minor: Minor): Shape {
  const items = itemsOf(schema)
  const listType = schema['x-kubernetes-list-type']
  return {
    kind: 'list',
    of: items ? shapeIn(items, minor) : UNTYPED,
    go: '[]interface {}',
    ...(listType === 'set' || listType === 'map' ? { listType } : {}),
    keys: schema['x-kubernetes-list-map-keys'] ?? [],
  }
}

function shapeOfObject(schema: Schema, minor: Minor): Shape {
  const atomic = schema['x-kubernetes-map-type'] === 'atomic'
  const values = valuesOf(schema)
  const named = Object.keys(schema.properties ?? {}).length > 0 || schema['x-kubernetes-embedded-resource'] === true
  const isMap = schema.additionalProperties !== undefined && schema.additionalProperties !== false
  if (isMap && !named) {
    return { kind: 'map', of: values ? shapeIn(values, minor) : UNTYPED, go: 'map[string]interface {}', atomic }
  }
  const fields = new Map<string, Field>()
  if (schema['x-kubernetes-embedded-resource']) {
    fields.set('apiVersion', fieldOf('apiVersion', scalar('string'), undefined))
    fields.set('kind', fieldOf('kind', scalar('string'), undefined))
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = fieldOf(name, shapeIn(property, minor), property.default)
    const required = schema.required?.includes(name) ?? false
    const allowed = property.enum?.every(value => typeof value === 'string') ? (property.enum as string[]) : undefined
    fields.set(name, { ...field, required, enum: allowed })
  }
  const meta = schema['x-kubernetes-embedded-resource'] ? catalog(minor).type('meta.v1.ObjectMeta') : undefined
  if (meta) fields.set('metadata', fieldOf('metadata', { kind: 'struct', type: meta, go: meta.go }, undefined))
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true
  const type: Type = { name: '', qualified: '', go: '', fields, atomic, open, unions: [] }
  return { kind: 'struct', type, go: 'map[string]interface {}' }
}

const fieldOf = (name: string, shape: Shape, value: unknown): Field => ({
  name,
  shape,
  required: false,
  enum: undefined,
  default: value,
  listType: undefined,
  keys: [],
  atomic: false,
  mergeKey: undefined,
  strategy: undefined,
  goName: name,
  pointer: true,
  omitempty: true,
  written: false,
  inline: undefined,
})
