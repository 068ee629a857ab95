import validate from './validate.ts'

/** What is wrong with a configuration, and where in it. */
export interface SchemaProblem {
  /** Steps from the root to the value. */
  readonly path: readonly string[]
  readonly keyword: string
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Checks a configuration against docs/schema/drydock.schema.json. */
export function schemaProblems(value: unknown): SchemaProblem[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, keyword, message = 'is not valid', params }) => ({
    path: instancePath.split('/').slice(1).map(plainStep),
    keyword,
    message,
    params,
  }))
}

/** JSON Pointer writes `/` as `~1` and `~` as `~0`. */
const plainStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')
