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

/** Every schema that stands inside of a schema and that structural schemas have a place for. */
export function insideOf(schema: Schema): Schema[] {
  const inside: (Schema | undefined)[] = [
    schema.not,
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    itemsOf(schema),
    ...Object.values(schema.properties ?? {}),
    valuesOf(schema),
  ]
  return inside.filter(nested => nested !== undefined)
}

/**
 * Every schema inside, those in places that no definition may use included, in the order in which the server
 * comes by; what maps hold comes in any order there, and by name here. Truth: apiextensions validation.go SchemaHas
 */
export function everySchema(schema: Schema, visit: (schema: Schema) => void): void {
  visit(schema)
  const all = (schemas: readonly (Schema | undefined)[] | undefined): void => {
    for (const nested of schemas ?? []) if (nested) everySchema(nested, visit)
  }
  all(Array.isArray(schema.items) ? (schema.items as Schema[]) : [itemsOf(schema)])
  all(schema.allOf)
  all(schema.anyOf)
  all(schema.oneOf)
  all([schema.not])
  all(byName(schema.properties))
  all([valuesOf(schema)])
  all(byName(schema.patternProperties))
  if (typeof schema.additionalItems === 'object') all([schema.additionalItems])
  all(byName(schema.definitions))
  all(byName(schema.dependencies).filter(nested => nested && !Array.isArray(nested)) as Schema[])
}

const byName = <T>(map: Record<string, T> | undefined): T[] =>
  Object.keys(map ?? {})
    .sort()
    .map(name => map![name] as T)

/** Whether anything in a schema is so. */
export function someSchema(schema: Schema | undefined, is: (schema: Schema) => boolean): boolean {
  let found = false
  if (schema) everySchema(schema, nested => (found ||= is(nested)))
  return found
}
