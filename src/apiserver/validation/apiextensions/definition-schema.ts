import type { CustomResourceValidation } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { validateDefaults } from '../../custom/default-values.ts'
import { emptyFields } from '../../decode/emptied.ts'
import { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import { conversionProblem } from './convertible.ts'
import { ALL, type Demands } from './demands.ts'
import { SchemaExpressions } from './expressions.ts'
import { schemaForm, schemaText } from './internal-form.ts'
import type { Schema } from './schema.ts'
import { validateSchema } from './schema-rules.ts'
import { validateStructural } from './structural.ts'

export interface SchemaOptions {
  readonly minor: Minor
  readonly status: boolean
  readonly structural: boolean
  /** Came by v1beta1, which takes any type and no default. */
  readonly beta?: boolean
  readonly stored?: (rule: string) => boolean
  readonly demands?: Demands
  /** What the rules cost is not held against anyone: they were there before. */
  readonly costly?: boolean
}

const ROOT_FIELDS: readonly (keyof Schema)[] = [
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'required',
  'items',
  'properties',
  'externalDocs',
  'example',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]
const ROOT_FIELDS_TEXT =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields'
/** Since 1.23 there are rules. */
const rootFieldsText = (minor: Minor): string => `[${ROOT_FIELDS_TEXT}${minor >= 23 ? ' XValidations' : ''}]`

/** Truth: apiextensions validation.go validateCustomResourceDefinitionValidation */
export function validateDefinitionSchema(
  validation: CustomResourceValidation | undefined,
  options: SchemaOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const schema = validation?.openAPIV3Schema
  if (!schema) return
  const place = path.child('openAPIV3Schema')
  const found = new FieldErrors(options.minor)
  if (options.status) validateRootFields(schema, found, place, options.minor)
  if (schema.nullable) found.forbidden(place.child('nullable'), 'nullable cannot be true at the root')
  let expressions: SchemaExpressions | undefined
  const { minor, demands = ALL, costly = false } = options
  const unread = options.structural ? conversionProblem(schema) : undefined
  // Before there were expressions, each place was looked at before the whole was.
  const placesFirst = options.minor < 23
  const places = { demands, ...(options.beta ? { beta: true } : {}) }
  if (placesFirst) validateSchema(schema, undefined, found, place, places)
  if (options.structural && unread === undefined) {
    const before = found.length
    validateStructural(schema, found, place, minor)
    if (found.length === before) validateDefaults(schema, found, place, minor, demands.prunedDefaults)
    if (found.length === before) expressions = new SchemaExpressions(minor, options.stored, costly)
  }
  if (!placesFirst) validateSchema(schema, expressions, found, place, places)
  expressions?.validateTotal(found, place)
  if (found.isEmpty && unread !== undefined) found.invalid(place, '', unread)
  for (const cause of found.list) errors.add(cause)
}

/** With a status of its own, the schema must allow to be taken apart. */
function validateRootFields(schema: Schema, errors: FieldErrors, path: FieldPath, minor: Minor): void {
  if (schema.type && schema.type !== 'object') {
    errors.invalid(
      path.child('type'),
      schema.type,
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled',
    )
    return
  }
  const empty = emptyFields(schema)
  const fields = [...Object.keys(schema), ...empty] as (keyof Schema)[]
  const isSet = (field: keyof Schema): boolean =>
    empty.has(field) || (schema[field] !== undefined && schema[field] !== false)
  if (fields.some(field => isSet(field) && !ROOT_FIELDS.includes(field))) {
    errors.invalid(
      path,
      typed('apiextensions.JSONSchemaProps', schemaForm(schema), schemaText(schema).text),
      `only ${rootFieldsText(minor)} fields are allowed at the root of the schema if the status subresource is enabled`,
    )
  }
}
