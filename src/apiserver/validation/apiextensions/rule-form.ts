import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { conversionProblem } from './convertible.ts'
import { propertyOf, type Schema, valuesOf } from './schema.ts'

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']
const hasBreaks = (text: string): boolean => /[\r\n]/.test(text)

/** What can be said of rules without reading their expressions. */
export function validateRuleForm(schema: Schema, errors: FieldErrors, path: FieldPath): void {
  schema['x-kubernetes-validations']?.forEach((validation, index) => {
    const { rule = '', message = '', messageExpression = '', reason, fieldPath = '' } = validation
    const at = path.child('x-kubernetes-validations').index(index)
    if (rule.trim() === '') errors.required(at.child('rule'), 'rule is not specified')
    else if (message !== '' && message.trim() === '') {
      errors.invalid(at.child('message'), message, 'must be non-empty if specified')
    } else if (hasBreaks(message.trim())) {
      errors.invalid(at.child('message'), message, 'must not contain line breaks')
    } else if (hasBreaks(rule.trim()) && message.trim() === '') {
      errors.required(at.child('message'), 'must be specified if rule contains line breaks')
    }
    if (messageExpression !== '' && messageExpression.trim() === '') {
      errors.required(at.child('messageExpression'), 'messageExpression must be non-empty if specified')
    }
    if (reason !== undefined && !REASONS.includes(reason)) errors.notSupported(at.child('reason'), reason, REASONS)
    if (fieldPath === '') return
    if (fieldPath.trim() === '') errors.invalid(at.child('fieldPath'), fieldPath, 'must be non-empty if specified')
    if (hasBreaks(fieldPath)) errors.invalid(at.child('fieldPath'), fieldPath, 'must not contain line breaks')
    const leads = conversionProblem(schema) !== undefined || resolvePath(schema, fieldPath)
    if (!leads) errors.invalid(at.child('fieldPath'), fieldPath, 'must be a valid path')
  })
}

/** `.spec['a.b'].c` as names; undefined when it is no such path. Lists have no place in it. */
export function fieldNames(path: string): string[] | undefined {
  const names: string[] = []
  let at = 0
  while (at < path.length) {
    if (path[at] === '.') {
      let end = at + 1
      while (end < path.length && path[end] !== '.' && path[end] !== '[') end++
      if (end === at + 1) return undefined
      names.push(path.slice(at + 1, end))
      at = end
    } else if (path.startsWith("['", at)) {
      const end = path.indexOf("']", at + 2)
      if (end < 0) return undefined
      names.push(path.slice(at + 2, end).replaceAll("\\'", "'"))
      at = end + 2
    } else return undefined
  }
  return names
}

/** The schema that a path leads to. */
export function resolvePath(schema: Schema, path: string): Schema | undefined {
  let place: Schema | undefined = schema
  for (const name of fieldNames(path) ?? ['']) {
    place = propertyOf(place, name) ?? valuesOf(place)
    if (!place) return undefined
  }
  return place
}
