import { insideOf, type Schema } from './schema.ts'

/**
 * Why a schema cannot be made into a structural one, which holds less than OpenAPI does; undefined when it can.
 * Where it cannot, nobody asks whether it is structural, whether its defaults fit, or what its expressions mean.
 *
 * Truth: apiserver/schema/convert.go NewStructural
 */
export function conversionProblem(schema: Schema): string | undefined {
  const known = PROBLEMS.get(schema)
  if (known !== undefined) return known === '' ? undefined : known
  const problem = ownProblem(schema) ?? firstProblem(insideOf(schema))
  PROBLEMS.set(schema, problem ?? '')
  return problem
}

const PROBLEMS = new WeakMap<Schema, string>()

function firstProblem(schemas: readonly Schema[]): string | undefined {
  for (const schema of schemas) {
    const problem = conversionProblem(schema)
    if (problem !== undefined) return problem
  }
  return undefined
}

function ownProblem(schema: Schema): string | undefined {
  const unsupported = (field: string): string => `OpenAPIV3Schema '${field}' is not supported`
  if (schema.id) return unsupported('id')
  if (schema.$schema) return unsupported('schema')
  if (schema.$ref) return unsupported('$ref')
  if (holdsAny(schema.patternProperties)) return unsupported('patternProperties')
  if (holdsAny(schema.dependencies)) return unsupported('dependencies')
  if (schema.additionalItems !== undefined) return unsupported('additionalItems')
  if (holdsAny(schema.definitions)) return unsupported('definitions')
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined"
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    return "OpenAPIV3Schema 'items' must be a schema, but is an array"
  }
  return undefined
}

const holdsAny = (map: object | undefined): boolean => map !== undefined && Object.keys(map).length > 0
