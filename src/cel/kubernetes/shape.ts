import type { Json, JsonObject } from '../../resource/json.ts'
import { isObject } from '../../resource/json.ts'
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  type StructType,
  structOf,
  TIMESTAMP,
} from '../types.ts'
import { escapeProperty, isWord } from './escape.ts'

/** What expressions know of a place in an object: its type, how large it can get, and how JSON is read there. */
export interface Shape {
  readonly kind: 'any' | 'list' | 'map' | 'object' | 'scalar'
  readonly type: CelType
  /** Most characters, items or entries; what static costs are computed from. */
  readonly maxElements: number
  /** Fewest bytes as JSON; what the number of items an unbounded list can have follows from. */
  readonly minSize: number
  /** Of a list or map. */
  readonly item?: Shape
  /** Of an object, by the names expressions use; a reserved word has both names. */
  readonly fields?: ReadonlyMap<string, Shape>
  /** Of an object: from the escaped name to the property. */
  readonly names?: ReadonlyMap<string, string>
  readonly schema: JsonObject
}

/** How large a request may be. Truth: apiserver/pkg/cel/limits.go */
const REQUEST_BYTES = 3 * 1024 * 1024
const MOST_TEXT = REQUEST_BYTES - 2

/** Largest and smallest texts of formats, in bytes of JSON. Truth: apiserver/pkg/cel/limits.go */
const FORMATS: Readonly<Record<string, { type: CelType; max: number; min: number }>> = {
  duration: { type: DURATION, max: 32, min: 4 },
  date: { type: TIMESTAMP, max: 12, min: 12 },
  'date-time': { type: TIMESTAMP, max: 26, min: 22 },
}

const number = (value: Json | undefined): number | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? Math.max(0, Number(value)) : undefined
const objectOf = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined)

const NOTHING: JsonObject = {}

/**
 * The shape a structural schema gives; undefined where expressions see nothing: no type, or contents unknown.
 * `root`: the root of a resource, which always has apiVersion, kind, metadata.name and metadata.generateName.
 * `name` becomes the name of the object type, and `name.field` those of the types inside.
 * Truth: apiserver/pkg/cel/common/schemas.go SchemaDeclType
 */
export function shapeOf(schema: JsonObject, root = false, name = 'selfType'): Shape | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    const max = number(schema['maxLength'])
    return { kind: 'any', type: DYN, maxElements: max === undefined ? MOST_TEXT : max * 4, minSize: 1, schema }
  }
  switch (schema['type']) {
    case 'array':
      return listShape(schema, name)
    case 'object':
      return objectShape(root ? withMetadata(schema) : schema, name)
    case 'string':
      return stringShape(schema)
    case 'boolean':
      return { kind: 'scalar', type: BOOL, maxElements: 0, minSize: 4, schema }
    case 'number':
      return { kind: 'scalar', type: DOUBLE, maxElements: 0, minSize: 1, schema }
    case 'integer':
      return { kind: 'scalar', type: INT, maxElements: 0, minSize: 1, schema }
    default:
      return undefined
  }
}

/** Whether there is a shape at all, without making it. */
export function hasShape(schema: JsonObject): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) return true
  const { type } = schema
  if (type === 'array') {
    const items = objectOf(schema['items'])
    return items !== undefined && hasShape(items)
  }
  const values = type === 'object' ? objectOf(schema['additionalProperties']) : undefined
  return values ? hasShape(values) : typeof type === 'string' && SHAPED.has(type)
}
const SHAPED = new Set(['object', 'string', 'boolean', 'number', 'integer'])

const embedded = (schema: JsonObject): boolean => schema['x-kubernetes-embedded-resource'] === true

function listShape(schema: JsonObject, name: string): Shape | undefined {
  const items = objectOf(schema['items'])
  const item = items && shapeOf(items, embedded(items), `${name}.@idx`)
  if (!item) return undefined
  const maxElements = number(schema['maxItems']) ?? Math.floor((REQUEST_BYTES - 2) / (item.minSize + 1))
  return { kind: 'list', type: listOf(item.type), maxElements, minSize: 2, item, schema }
}

function objectShape(schema: JsonObject, name: string): Shape | undefined {
  const additional = objectOf(schema['additionalProperties'])
  if (additional) {
    const item = shapeOf(additional, embedded(additional), `${name}.@elem`)
    if (!item) return undefined
    const maxElements = number(schema['maxProperties']) ?? Math.floor((REQUEST_BYTES - 2) / (item.minSize + 6))
    return { kind: 'map', type: mapOf(STRING, item.type), maxElements, minSize: 2, item, schema }
  }
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
  const fields = new Map<string, Shape>()
  const names = new Map<string, string>()
  let minSize = 2
  for (const [property, value] of Object.entries(objectOf(schema['properties']) ?? NOTHING)) {
    const inner = objectOf(value)
    if (!inner) continue
    const escaped = escapeProperty(property)
    const field = shapeOf(inner, embedded(inner), `${name}.${escaped ?? property}`)
    if (!field) continue
    if (escaped !== undefined) {
      fields.set(escaped, field)
      names.set(escaped, property)
      if (isWord(property)) fields.set(property, field)
    }
    if (required.has(property) && inner['default'] === undefined) minSize += property.length + field.minSize + 4
  }
  return { kind: 'object', type: structOf(name), maxElements: 0, minSize, fields, names, schema }
}

function stringShape(schema: JsonObject): Shape {
  const format = typeof schema['format'] === 'string' ? schema['format'] : ''
  const maxLength = number(schema['maxLength'])
  if (format === 'byte') return { kind: 'scalar', type: BYTES, maxElements: maxLength ?? MOST_TEXT, minSize: 2, schema }
  if (Object.hasOwn(FORMATS, format)) {
    const { type, max, min } = FORMATS[format]!
    return { kind: 'scalar', type, maxElements: max, minSize: min, schema }
  }
  let maxElements = maxLength === undefined ? MOST_TEXT : maxLength * 4
  if (maxLength === undefined && Array.isArray(schema['enum']) && schema['enum'].length > 0) {
    maxElements = Math.max(0, ...schema['enum'].map(value => (typeof value === 'string' ? byteLength(value) : 0)))
  }
  return { kind: 'scalar', type: STRING, maxElements, minSize: 2, schema }
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

const TEXT: JsonObject = { type: 'string' }

const hasText = (schema: JsonObject | undefined, ...names: string[]): boolean =>
  names.every(name => objectOf(objectOf(schema?.['properties'])?.[name])?.['type'] === 'string')

/** The schema with what every resource has. What it says itself of metadata's name is replaced by plain strings. */
export function withMetadata(schema: JsonObject): JsonObject {
  const own = objectOf(objectOf(schema['properties'])?.['metadata'])
  if (hasText(schema, 'kind', 'apiVersion') && hasText(own, 'name', 'generateName')) return schema
  const metadata = { type: 'object', properties: { name: TEXT, generateName: TEXT } }
  const properties = { ...objectOf(schema['properties']), kind: TEXT, apiVersion: TEXT, metadata }
  return { ...schema, properties }
}

/** The struct types of a shape and everything inside it, for an environment. */
export function structTypes(shape: Shape | undefined): StructType[] {
  const found: StructType[] = []
  const visit = (inner: Shape): void => {
    const { fields } = inner
    if (fields) found.push({ name: inner.type.name, field: name => fields.get(name)?.type })
    for (const field of fields?.values() ?? []) visit(field)
    if (inner.item) visit(inner.item)
  }
  if (shape) visit(shape)
  return found
}

/**
 * How often a rule can run when nothing bounds the lists and maps around it: as often as the smallest such value fits
 * into a request. Truth: apiextensions schema/cel/compilation.go maxCardinality
 */
export const maxCardinality = (shape: Shape): number => Math.floor(REQUEST_BYTES / (shape.minSize + 1))
