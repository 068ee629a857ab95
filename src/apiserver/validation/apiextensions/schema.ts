import type { JSONSchemaProps } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'

/** An OpenAPI schema of a definition, as its author wrote it. */
export type Schema = JSONSchemaProps

/** The schema of list items; a list of schemas, which no definition may have, is none. */
export const itemsOf = ({ items }: Schema): Schema | undefined =>
  items && !Array.isArray(items) ? (items as Schema) : undefined

/** The schema of a map's values; `true` and `false` are none. */
export const valuesOf = ({ additionalProperties }: Schema): Schema | undefined =>
  typeof additionalProperties === 'object' && additionalProperties !== null ? additionalProperties : undefined

export const propertyOf = ({ properties }: Schema, name: string): Schema | undefined =>
  properties && Object.hasOwn(properties, name) ? properties[name] : undefined

export const JUNCTORS = ['allOf', 'oneOf', 'anyOf'] as const
