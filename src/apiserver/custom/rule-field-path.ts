import { propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'

/**
 * The place that a rule names for its complaints, as the server shows it behind that of the rule:
 * fields without brackets, keys of maps within them.
 *
 * Truth: apiserver/schema/cel/validation.go ValidFieldPath
 */
export function fieldPathOf(path: string, schema: Schema): string {
  let text = ''
  let at: Schema | undefined = schema
  for (const [, field, quoted] of path.matchAll(/\.([^.[\]]+)|\[(?:'((?:[^'\\]|\\.)*)')\]/g)) {
    const name: string = field ?? (quoted ?? '').replace(/\\(.)/g, '$1')
    const property: Schema | undefined = at && propertyOf(at, name)
    if (property || !at || !valuesOf(at)) text += text === '' ? name : `.${name}`
    else text += `[${name}]`
    at = property ?? (at && valuesOf(at))
  }
  return text
}
