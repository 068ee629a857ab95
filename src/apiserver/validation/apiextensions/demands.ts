import type { CustomResourceDefinitionSpec } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import type { Minor } from '../../../resource/version.ts'
import { hasUnprunedDefaults } from '../../custom/default-values.ts'
import { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { conversionProblem } from './convertible.ts'
import { type Schema, someSchema } from './schema.ts'
import { keepsItemsWhole, lacksKeys, TYPES } from './schema-rules.ts'
import { validateStructural } from './structural.ts'

/** What is asked of a definition. An update is not held to what the definition it replaces does not keep either. */
export interface Demands {
  readonly schemas: boolean
  readonly types: boolean
  readonly structural: boolean
  readonly prunedDefaults: boolean
  readonly wholeItems: boolean
  readonly keys: boolean
  /** Whether the version is as it was, so that its rules may cost what they cost. */
  unchanged(version: string): boolean
}

export const ALL: Demands = {
  schemas: true,
  types: true,
  structural: true,
  prunedDefaults: true,
  wholeItems: true,
  keys: true,
  unchanged: () => false,
}

/** Truth: apiextensions validation.go ValidateCustomResourceDefinitionUpdate */
export function demandsAfter(
  old: CustomResourceDefinitionSpec,
  spec: CustomResourceDefinitionSpec,
  minor: Minor,
): Demands {
  const schemas = (old.versions ?? []).map(({ schema }) => schema?.openAPIV3Schema)
  const none = (is: (schema: Schema) => boolean): boolean => !schemas.some(schema => someSchema(schema, is))
  const noWhole = (is: (schema: Schema) => boolean): boolean => !schemas.some(schema => schema && is(schema))
  const schemaOf = ({ versions }: CustomResourceDefinitionSpec, name: string): Schema | undefined =>
    versions?.find(version => version.name === name)?.schema?.openAPIV3Schema
  return {
    schemas: schemas.every(schema => schema !== undefined),
    types: none(({ type }) => Boolean(type) && !TYPES.includes(type!)),
    structural: noWhole(schema => isNotStructural(schema, minor)),
    prunedDefaults: noWhole(schema => !isNotStructural(schema, minor) && hasUnprunedDefaults(schema)),
    wholeItems: none(schema => !keepsItemsWhole(schema)),
    keys: none(lacksKeys),
    unchanged: name => equal(schemaOf(old, name), schemaOf(spec, name)),
  }
}

function isNotStructural(schema: Schema, minor: Minor): boolean {
  if (conversionProblem(schema) !== undefined) return true
  const found = new FieldErrors()
  validateStructural(schema, found, FieldPath.of(''), minor)
  return !found.isEmpty
}
