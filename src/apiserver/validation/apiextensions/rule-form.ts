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

/** The three characters that stand for themselves, quoted names, and all that is between. */
const TOKENS = /[.[\]]|'(?:[^'\\]|\\.|\\$)*(?:'|$)|[^.[\]]+/gs
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
}

/** `.spec['a.b'].c` as names; undefined when it is no such path. Truth: apiserver/schema/cel/validation.go ValidFieldPath */
export function fieldNames(path: string): string[] | undefined {
  const tokens = path.match(TOKENS) ?? []
  const names: string[] = []
  for (let at = 0; at < tokens.length; ) {
    const [sign, name, end] = tokens.slice(at, at + 3)
    if (name === undefined) return undefined
    if (sign === '.') {
      names.push(name)
      at += 2
    } else {
      const quoted = sign === '[' && end === ']' ? unquoted(name) : undefined
      if (quoted === undefined) return undefined
      names.push(quoted)
      at += 3
    }
  }
  return names
}

function unquoted(token: string): string | undefined {
  if (token.length < 2 || !token.startsWith("'") || !token.endsWith("'")) return undefined
  let wrong = false
  const text = token.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => {
    wrong ||= !Object.hasOwn(ESCAPES, letter)
    return ESCAPES[letter] ?? ''
  })
  return wrong ? undefined : text
}

/** What a name in a path means: a field where there are fields, a key where there are none. */
export const stepInto = (schema: Schema, name: string): Schema | undefined =>
  Object.keys(schema.properties ?? {}).length > 0 ? propertyOf(schema, name) : valuesOf(schema)

/** The schema that a path leads to. */
export function resolvePath(schema: Schema, path: string): Schema | undefined {
  let place: Schema | undefined = schema
  for (const name of fieldNames(path) ?? ['']) {
    place = stepInto(place, name)
    if (!place) return undefined
  }
  return place
}
