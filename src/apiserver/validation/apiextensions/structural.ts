import { regexProblem } from '../../../cel/re2.ts'
import { DEFAULT_MINOR, type Minor } from '../../../resource/version.ts'
import { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { isBare } from './bare.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from './schema.ts'

type Level = 'root' | 'item' | 'field'

/**
 * Whether a schema is structural: every field has one type, given outside of the logical junctors.
 * The server sorts these complaints, as it walks maps.
 *
 * Truth: apiextensions-apiserver/pkg/apiserver/schema/validation.go
 */
export function validateStructural(
  schema: Schema,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor = DEFAULT_MINOR,
): void {
  const found = new FieldErrors(minor)
  validateInvariants(schema, 'root', found, path, minor)
  validateJunctors(schema, schema, found, path, path)
  const sorted = found.list.map(cause => ({ cause, key: `${cause.field}: ${cause.message}` }))
  sorted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const { cause } of sorted) errors.add(cause)
}

const WHERE: Record<Level, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}

function validateInvariants(schema: Schema, level: Level, errors: FieldErrors, path: FieldPath, minor: Minor): void {
  const items = itemsOf(schema)
  const embedded = schema['x-kubernetes-embedded-resource'] === true
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true
  const intOrString = schema['x-kubernetes-int-or-string'] === true
  const type = schema.type ?? ''
  if (type === 'array' && !items) errors.required(path.child('items'), 'must be specified')
  if (items) validateInvariants(items, 'item', errors, path.child('items'), minor)
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateInvariants(property, 'field', errors, path.child('properties').key(name), minor)
  }
  if (schema.additionalProperties !== undefined) {
    const inside = path.child('additionalProperties')
    if (level === 'root') errors.forbidden(inside, 'must not be used at the root')
    const values = valuesOf(schema)
    if (values) validateInvariants(values, 'field', errors, inside, minor)
  }
  if (intOrString && preserves) {
    errors.invalid(
      path.child('x-kubernetes-preserve-unknown-fields'),
      true,
      'must be false if x-kubernetes-int-or-string is true',
    )
  }
  if (intOrString && embedded) {
    errors.invalid(
      path.child('x-kubernetes-embedded-resource'),
      true,
      'must be false if x-kubernetes-int-or-string is true',
    )
  }
  const tells = (anyOf: Schema[] | undefined): boolean => isIntOrString(anyOf, minor)
  validateValue(schema, tells(schema.anyOf), tells(schema.allOf?.[0]?.anyOf), errors, path)

  if (embedded && type !== 'object') {
    const complaint = 'must be object if x-kubernetes-embedded-resource is true'
    if (type === '') errors.required(path.child('type'), complaint)
    else errors.invalid(path.child('type'), type, complaint)
  } else if (type === '' && !intOrString && !preserves) {
    errors.required(path.child('type'), WHERE[level])
  }
  if (embedded && schema.additionalProperties !== undefined) {
    errors.forbidden(path.child('additionalProperties'), 'must not be used if x-kubernetes-embedded-resource is set')
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.invalid(path.child('type'), type, 'must be object at the root')
  }
  if (level === 'root' || embedded) validateMetaTypes(schema, level, errors, path.child('properties'), minor)
  if (embedded && !preserves && Object.keys(schema.properties ?? {}).length === 0) {
    errors.required(
      path.child('properties'),
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    )
  }
}

/** What every resource has is not the author's to describe, but for the form of names. */
function validateMetaTypes(
  { properties }: Schema,
  level: Level,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  for (const name of ['kind', 'apiVersion', 'metadata']) {
    const property = properties?.[name]
    if (!property) continue
    const type = name === 'metadata' ? 'object' : 'string'
    if (property.type !== type) errors.invalid(path.key(name).child('type'), property.type ?? '', `must be ${type}`)
  }
  const metadata = properties?.['metadata']
  if (!metadata || level !== 'root') return
  const onlyNames = Object.keys(metadata.properties ?? {}).every(name => name === 'name' || name === 'generateName')
  if (onlyNames && isBare(metadata, minor, 'type', 'default', 'properties', 'empty properties')) return
  errors.forbidden(
    path.key('metadata'),
    'must not specify anything other than name and generateName, but metadata is implicitly specified',
  )
}

const isOnlyType = (schema: Schema | undefined, type: string, minor: Minor): boolean =>
  schema?.type === type && isBare(schema, minor, 'type')
const isIntOrString = (anyOf: Schema[] | undefined, minor: Minor): boolean =>
  anyOf?.length === 2 && isOnlyType(anyOf[0], 'integer', minor) && isOnlyType(anyOf[1], 'string', minor)

/** `types`, `firstTypes`: here, or in the first of allOf, the two types of an int-or-string may be told apart. */
function validateValue(
  schema: Schema,
  types: boolean,
  firstTypes: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!types) {
    schema.anyOf?.forEach((nested, index) => {
      validateNested(nested, false, errors, path.child('anyOf').index(index))
    })
  }
  schema.allOf?.forEach((nested, index) => {
    validateNested(nested, firstTypes && index === 0, errors, path.child('allOf').index(index))
  })
  schema.oneOf?.forEach((nested, index) => {
    validateNested(nested, false, errors, path.child('oneOf').index(index))
  })
  if (schema.not) validateNested(schema.not, false, errors, path.child('not'))
  const problem = schema.pattern ? regexProblem(schema.pattern) : undefined
  if (problem !== undefined) {
    errors.invalid(path.child('pattern'), schema.pattern, `must be a valid regular expression, but isn't: ${problem}`)
  }
}

const FORBIDDEN: readonly (readonly [keyof Schema, string, (value: unknown) => boolean])[] = [
  ['type', 'must be empty to be structural', Boolean],
  ['additionalProperties', 'must be undefined to be structural', value => value !== undefined],
  ['default', 'must be undefined to be structural', value => value !== undefined],
  ['title', 'must be empty to be structural', Boolean],
  ['description', 'must be empty to be structural', Boolean],
  ['nullable', 'must be false to be structural', Boolean],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural', Boolean],
  ['x-kubernetes-embedded-resource', 'must be false to be structural', Boolean],
  ['x-kubernetes-int-or-string', 'must be false to be structural', Boolean],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural', value => Array.isArray(value) && value.length > 0],
  ['x-kubernetes-list-type', 'must be undefined to be structural', value => value !== undefined],
  ['x-kubernetes-map-type', 'must be undefined to be structural', value => value !== undefined],
  ['x-kubernetes-validations', 'must be empty to be structural', value => Array.isArray(value) && value.length > 0],
]

function validateNested(schema: Schema, types: boolean, errors: FieldErrors, path: FieldPath): void {
  validateValue(schema, types, false, errors, path)
  const items = itemsOf(schema)
  if (items) validateNested(items, false, errors, path.child('items'))
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateNested(property, false, errors, path.child('properties').key(name))
  }
  for (const [field, complaint, isSet] of FORBIDDEN) {
    if (isSet(schema[field])) errors.forbidden(path.child(field), complaint)
  }
  if (schema.properties && Object.hasOwn(schema.properties, 'metadata')) {
    errors.forbidden(path.child('properties').key('metadata'), 'must not be specified in a nested context')
  }
}

/**
 * What a junctor speaks of must be described outside of it too: `path` is where, `from` is the junctor's place.
 * Truth: apiserver/schema/complete.go
 */
function validateJunctors(
  schema: Schema,
  skeleton: Schema,
  errors: FieldErrors,
  path: FieldPath,
  from: FieldPath,
): void {
  if (schema.not) validateComplete(schema.not, skeleton, errors, path, from.child('not'))
  for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const) {
    schema[junctor]?.forEach((nested, index) => {
      validateComplete(nested, skeleton, errors, path, from.child(junctor).index(index))
    })
  }
}

function validateComplete(
  schema: Schema,
  skeleton: Schema | undefined,
  errors: FieldErrors,
  path: FieldPath,
  from: FieldPath,
): void {
  if (!skeleton) {
    errors.required(path, `because it is defined in ${from}`)
    return
  }
  validateJunctors(schema, skeleton, errors, path, from)
  const items = itemsOf(schema)
  if (items) validateComplete(items, itemsOf(skeleton), errors, path.child('items'), from.child('items'))
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const at = (place: FieldPath): FieldPath => place.child('properties').key(name)
    validateComplete(property, propertyOf(skeleton, name), errors, at(path), at(from))
  }
}
