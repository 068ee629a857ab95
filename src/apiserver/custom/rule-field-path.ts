import { fieldNames, stepInto } from '../validation/apiextensions/rule-form.ts'
import { propertyOf, type Schema } from '../validation/apiextensions/schema.ts'

/**
 * The place that a rule names for its complaints, as the server shows it behind that of the rule:
 * fields without brackets, keys of maps within them.
 *
 * Truth: apiserver/schema/cel/validation.go ValidFieldPath
 */
export function fieldPathOf(path: string, schema: Schema): string {
  let text = ''
  let at: Schema | undefined = schema
  for (const name of fieldNames(path) ?? []) {
    const isKey: boolean = at !== undefined && !propertyOf(at, name) && stepInto(at, name) !== undefined
    if (isKey) text += `[${name}]`
    else text += text === '' ? name : `.${name}`
    at = at && stepInto(at, name)
  }
  return text
}
