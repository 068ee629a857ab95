import { emptyFields } from '../../decode/emptied.ts'
import { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import type { SchemaExpressions, Surroundings } from './expressions.ts'
import { itemsText } from './internal-form.ts'
import { validateRuleForm } from './rule-form.ts'
import { itemsOf, JUNCTORS, propertyOf, type Schema, valuesOf } from './schema.ts'

export const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
/** v1beta1 looks at no type, and says where defaults can be had. */
const BETA = {
  anyType: true,
  noDefaults: '(cannot set default values in apiextensions.k8s.io/v1beta1 CRDs, must use apiextensions.k8s.io/v1)',
}
const META = ['metadata', 'kind', 'apiVersion']

/** What holds at one place of a schema because of where it is. */
interface Place {
  readonly root: boolean
  /** Inside of apiVersion, kind or metadata. */
  readonly meta: boolean
  readonly anyType?: boolean
  /** Sets may have items that are not taken as a whole, and lists by key items without their keys. */
  readonly anySets?: boolean
  readonly anyKeys?: boolean
  /** Why no default may stand here. */
  readonly noDefaults?: string
  /** The list whose items cannot be told apart over time, so that nothing inside has an old self. */
  readonly uncorrelatable?: FieldPath
  /** Absent where expressions are not looked at: in junctors, and where the schema is not structural. */
  readonly surroundings: Surroundings | undefined
}

/**
 * What any schema of a definition is held to, place by place; then, where nothing was found at a place or
 * below, its expressions. Complaints about expressions come after all others.
 *
 * Truth: apiextensions validation.go ValidateCustomResourceDefinitionOpenAPISchema
 */
export function validateSchema(
  schema: Schema,
  expressions: SchemaExpressions | undefined,
  errors: FieldErrors,
  path: FieldPath,
  { beta = false, demands = ALL_DEMANDS }: { readonly beta?: boolean; readonly demands?: SchemaDemands } = {},
): void {
  const aboutExpressions = new FieldErrors()
  const rules = new SchemaRules(errors, aboutExpressions, expressions)
  const surroundings = expressions?.root(schema)
  rules.validate(schema, path, {
    root: true,
    meta: false,
    surroundings,
    anyType: !demands.types,
    anySets: !demands.wholeItems,
    anyKeys: !demands.keys,
    ...(beta ? BETA : {}),
  })
  for (const cause of aboutExpressions.list) errors.add(cause)
}

export interface SchemaDemands {
  readonly types: boolean
  readonly wholeItems: boolean
  readonly keys: boolean
}
const ALL_DEMANDS: SchemaDemands = { types: true, wholeItems: true, keys: true }

class SchemaRules {
  readonly #errors: FieldErrors
  readonly #late: FieldErrors
  readonly #expressions: SchemaExpressions | undefined

  constructor(errors: FieldErrors, late: FieldErrors, expressions: SchemaExpressions | undefined) {
    this.#errors = errors
    this.#late = late
    this.#expressions = expressions
  }

  validate(schema: Schema, path: FieldPath, place: Place): void {
    const errors = this.#errors
    const before = errors.length
    validateStandard(schema, place, errors, path)
    if (schema.uniqueItems) {
      errors.forbidden(
        path.child('uniqueItems'),
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      )
    }
    this.#validateInside(schema, path, { ...place, root: false }, place.root)
    if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
      errors.invalid(path.child('x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined')
    }
    validateMapType(schema, errors, path)
    validateListType(schema, place, errors, path)
    const { surroundings } = place
    const rules = schema['x-kubernetes-validations']
    if (!rules || rules.length === 0) return
    validateRuleForm(schema, errors, path)
    if (errors.length === before && surroundings) {
      this.#expressions?.validateMeaning(schema, surroundings, place.uncorrelatable, this.#late, path)
    }
  }

  #validateInside(schema: Schema, path: FieldPath, place: Place, root: boolean): void {
    const errors = this.#errors
    const { surroundings } = place
    const values = valuesOf(schema)
    if (schema.additionalProperties !== undefined) {
      const inside = path.child('additionalProperties')
      if (Object.keys(schema.properties ?? {}).length > 0 && schema.additionalProperties !== true) {
        errors.forbidden(inside, 'additionalProperties and properties are mutual exclusive')
      }
      if (values) {
        this.validate(values, inside, {
          ...place,
          ...(place.meta ? { noDefaults: 'inside additionalProperties applying to object metadata' } : {}),
          surroundings: surroundings?.inside(values, schema.maxProperties),
        })
      }
    }
    const embedded = schema['x-kubernetes-embedded-resource'] === true
    // Of a map type nobody knows, nobody knows how its fields are told apart over time.
    const whole = !['granular', 'atomic', undefined].includes(schema['x-kubernetes-map-type'])
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const meta = (root || embedded) && META.includes(name)
      this.validate(property, path.child('properties').key(name), {
        ...place,
        ...(whole ? { uncorrelatable: place.uncorrelatable ?? path } : {}),
        ...(meta ? { meta: true } : {}),
        ...(meta && root ? { noDefaults: `in top-level ${name}` } : {}),
        surroundings: surroundings?.field(property),
      })
    }
    const blind: Place = { ...place, surroundings: undefined }
    if (schema.not) this.validate(schema.not, path.child('not'), blind)
    for (const junctor of JUNCTORS) {
      schema[junctor]?.forEach((nested, index) => {
        this.validate(nested, path.child(junctor).index(index), blind)
      })
    }
    for (const [name, nested] of Object.entries(schema.definitions ?? {})) {
      this.validate(nested, path.child('definitions').key(name), blind)
    }
    const items = itemsOf(schema)
    if (items) {
      const correlates = schema['x-kubernetes-list-type'] === 'map'
      this.validate(items, path.child('items'), {
        ...place,
        ...(correlates ? {} : { uncorrelatable: place.uncorrelatable ?? path }),
        surroundings: surroundings?.inside(items, schema.maxItems),
      })
    } else if (Array.isArray(schema.items)) {
      ;(schema.items as Schema[]).forEach((nested, index) => {
        this.validate(nested, path.child('items').index(index), blind)
      })
    }
    for (const [name, nested] of Object.entries(schema.dependencies ?? {})) {
      if (nested && !Array.isArray(nested)) this.validate(nested, path.child('dependencies').key(name), blind)
    }
  }
}

/** What OpenAPI knows and definitions do not. Truth: specStandardValidatorV3.validate */
function validateStandard(schema: Schema, place: Place, errors: FieldErrors, path: FieldPath): void {
  const unsupported = (field: string): void => errors.forbidden(path.child(field), `${field} is not supported`)
  if (schema.type && !place.anyType && !TYPES.includes(schema.type))
    errors.notSupported(path.child('type'), schema.type, TYPES)
  if (schema.default !== undefined && place.noDefaults) {
    errors.forbidden(path.child('default'), `must not be set ${place.noDefaults}`)
  }
  if (schema.id) unsupported('id')
  if (schema.additionalItems !== undefined) unsupported('additionalItems')
  if (Object.keys(schema.patternProperties ?? {}).length > 0) unsupported('patternProperties')
  if (Object.keys(schema.definitions ?? {}).length > 0) unsupported('definitions')
  if (schema.dependencies !== undefined || emptyFields(schema).has('dependencies')) unsupported('dependencies')
  if (schema.$ref !== undefined) unsupported('$ref')
  if (schema.type === 'null') {
    errors.forbidden(path.child('type'), 'type cannot be set to null, use nullable as an alternative')
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    errors.forbidden(path.child('items'), 'items must be a schema object and not an array')
  }
  if (place.meta && schema['x-kubernetes-embedded-resource']) {
    errors.forbidden(path.child('x-kubernetes-embedded-resource'), 'must not be used inside of resource meta')
  }
}

function validateMapType(schema: Schema, errors: FieldErrors, path: FieldPath): void {
  const mapType = schema['x-kubernetes-map-type']
  if (mapType === undefined) return
  if (schema.type !== 'object') {
    const complaint = 'must be object if x-kubernetes-map-type is specified'
    if (!schema.type) errors.required(path.child('type'), complaint)
    else errors.invalid(path.child('type'), schema.type, complaint)
  }
  const types = ['atomic', 'granular']
  if (!types.includes(mapType)) errors.notSupported(path.child('x-kubernetes-map-type'), mapType, types)
}

function validateListType(schema: Schema, place: Place, errors: FieldErrors, path: FieldPath): void {
  const listType = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const item = itemsOf(schema)
  if (listType !== undefined && schema.type !== 'array') {
    const complaint = 'must be array if x-kubernetes-list-type is specified'
    if (!schema.type) errors.required(path.child('type'), complaint)
    else errors.invalid(path.child('type'), schema.type, complaint)
  } else if (listType === 'set' && item && !place.anySets) {
    const complaint = 'must be atomic as item of a list with x-kubernetes-list-type=set'
    const itemType = item['x-kubernetes-list-type']
    if (item.type === 'array' && itemType !== undefined && itemType !== 'atomic') {
      errors.invalid(path.child('items', 'x-kubernetes-list-type'), itemType, complaint)
    }
    if (item.type === 'object' && item['x-kubernetes-map-type'] !== 'atomic') {
      // The value shown is that of the other field: so the server has it.
      errors.invalid(path.child('items', 'x-kubernetes-map-type'), itemType ?? null, complaint)
    }
  }
  const types = ['atomic', 'set', 'map']
  if (listType !== undefined && !types.includes(listType)) {
    errors.notSupported(path.child('x-kubernetes-list-type'), listType, types)
  }
  if (keys.length > 0 && listType !== 'map') {
    const complaint = 'must be map if x-kubernetes-list-map-keys is non-empty'
    if (listType === undefined) errors.required(path.child('x-kubernetes-list-type'), complaint)
    else errors.invalid(path.child('x-kubernetes-list-type'), listType, complaint)
  }
  if (listType === 'map') validateKeyedList(schema, keys, errors, path)
  if ((listType !== 'map' && listType !== 'set') || place.anyKeys) return
  if (item?.nullable) {
    errors.forbidden(path.child('items', 'nullable'), `cannot be nullable when x-kubernetes-list-type is ${listType}`)
  }
  if (listType === 'map' && item) validateKeyDefaults(item, keys, errors, path.child('items', 'properties'))
}

function validateKeyedList(schema: Schema, keys: string[], errors: FieldErrors, path: FieldPath): void {
  const keysPath = path.child('x-kubernetes-list-map-keys')
  if (keys.length === 0) errors.required(keysPath, 'must not be empty if x-kubernetes-list-type is map')
  if (schema.items === undefined) {
    errors.required(path.child('items'), 'must have a schema if x-kubernetes-list-type is map')
    return
  }
  const item = itemsOf(schema)
  if (!item) {
    const complaint = 'must only have a single schema if x-kubernetes-list-type is map'
    errors.invalid(path.child('items'), itemsText(schema.items), complaint)
    return
  }
  if (item.type !== 'object') {
    errors.invalid(
      path.child('items', 'type'),
      item.type ?? '',
      "must be object if parent array's x-kubernetes-list-type is map",
    )
    return
  }
  const seen = new Set<string>()
  for (const key of keys) {
    const property = propertyOf(item, key)
    if (!property) errors.invalid(keysPath, keys, 'entries must all be names of item properties')
    else if (property.type === 'array' || property.type === 'object') {
      errors.invalid(
        path.child('items', 'properties').key(key).child('type'),
        item.type,
        "must be a scalar type if parent array's x-kubernetes-list-type is map",
      )
    }
    if (seen.has(key)) errors.invalid(keysPath, keys, 'must not contain duplicate entries')
    seen.add(key)
  }
}

function validateKeyDefaults(item: Schema, keys: string[], errors: FieldErrors, path: FieldPath): void {
  for (const key of keys) {
    const property = propertyOf(item, key)
    if (!property) continue
    if (!item.required?.includes(key) && property.default === undefined) {
      errors.required(
        path.key(key).child('default'),
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
      )
    }
    if (property.nullable) {
      errors.forbidden(
        path.key(key).child('nullable'),
        'this property is in x-kubernetes-list-map-keys, so it cannot be nullable',
      )
    }
  }
}

/** Whether the items of a set are taken as a whole, so that they can be compared. Truth: hasNonAtomicSetType */
export function keepsItemsWhole(schema: Schema): boolean {
  const item = itemsOf(schema)
  if (schema['x-kubernetes-list-type'] !== 'set' || !item) return true
  if (item.type === 'array') return (item['x-kubernetes-list-type'] ?? 'atomic') === 'atomic'
  return item.type !== 'object' || item['x-kubernetes-map-type'] === 'atomic'
}

/** Whether items of a set or a list by key may lack what they are told apart by. */
export function lacksKeys(schema: Schema): boolean {
  const listType = schema['x-kubernetes-list-type']
  const item = itemsOf(schema)
  if (!item || (listType !== 'map' && listType !== 'set')) return false
  if (item.nullable) return true
  if (listType === 'set') return false
  return (schema['x-kubernetes-list-map-keys'] ?? []).some(key => {
    const property = propertyOf(item, key)
    return property && (property.nullable || (!item.required?.includes(key) && property.default === undefined))
  })
}
