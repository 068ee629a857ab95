import Ajv2020 from 'ajv/dist/2020.js'

/** What is wrong with a value, and where in it. The one place that speaks to ajv. */
export interface SchemaProblem {
  /** Steps from the root to the value. */
  readonly path: readonly string[]
  readonly keyword: string
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Checks values against a JSON Schema (2020-12). */
export function schemaValidator(schema: object): (value: unknown) => SchemaProblem[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
  const validate = ajv.compile(schema)
  return value => {
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, keyword, message = 'is not valid', params }) => ({
      path: instancePath.split('/').slice(1).map(plainStep),
      keyword,
      message,
      params,
    }))
  }
}

/** JSON Pointer writes `/` as `~1` and `~` as `~0`. */
const plainStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')
