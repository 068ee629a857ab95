import { clone, equal, isObject, type Json } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { itemsOf, type Schema } from '../validation/apiextensions/schema.ts'
import { validateEmbedded } from './embedded.ts'
import { prune } from './prune.ts'
import { hasRules, RuleRun } from './run-rules.ts'
import { SchemaErrors } from './schema-errors.ts'
import { validateValue } from './value-rules.ts'

/** Defaults inside a schema must themselves be what the schema describes. Truth: apiserver/schema/defaulting/validation.go */
export function validateDefaults(
  schema: Schema,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  root = true,
): void {
  if (schema.default !== undefined) {
    const place = root ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema
    validateDefault(schema.default as Json, place, errors, path.child('default'), minor)
  }
  const items = itemsOf(schema)
  if (items) validateDefaults(items, errors, path.child('items'), minor, false)
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateDefaults(property, errors, path.child('properties').key(name), minor, false)
  }
}

function validateDefault(value: Json, schema: Schema, errors: FieldErrors, path: FieldPath, minor: Minor): void {
  const pruned = clone(value)
  prune(pruned, schema, schema['x-kubernetes-embedded-resource'] === true)
  if (!equal(pruned, value)) errors.invalid(path, value, 'must not have unknown fields')
  // Up to 1.20 an empty text was taken for nothing at all.
  if (minor < 21 && value === '' && schema.type && !schema.nullable) {
    errors.invalid(path, null, ` in body must be of type ${schema.type}: "null"`)
    return
  }
  const found = new SchemaErrors(path)
  validateValue(value, schema, found, '')
  if (isObject(value)) validateEmbedded(value, schema, found, minor, false)
  if (found.found.isEmpty && minor >= 25 && hasRules(schema)) {
    new RuleRun(minor, found, []).run(value, schema, '', undefined, schema['x-kubernetes-embedded-resource'] === true)
  }
  for (const cause of found.found.list) errors.add(cause)
}
