import { matches } from '../../cel/re2.ts'
import { formatFloat } from '../../cel/run/number.ts'
import { equal, isObject, type Json, Numeral } from '../../resource/json.ts'
import { goJson } from '../go-text.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'
import type { Past } from './correlate.ts'
import { fitsFormat } from './formats.ts'
import type { SchemaErrors } from './schema-errors.ts'

/**
 * Whether a value is what a schema describes, in the server's words.
 *
 * Our own walk and no general JSON schema library: the texts, the type names with their Go formats and the
 * ranges of numbers are part of the answer, and patterns are RE2's, which no hostile pattern can hang.
 *
 * `past`: what stood there before, which is no longer held against anyone.
 *
 * Truth: kube-openapi pkg/validation/validate, apiextensions pkg/apiserver/validation/ratcheting.go
 */
export function validateValue(value: Json, schema: Schema, errors: SchemaErrors, path: string, past?: Past): void {
  if (past?.is(value)) return
  validateType(value, schema, errors, path)
  if (value !== null) {
    validateJunctors(value, schema, errors, path)
    if (typeof value === 'string') validateText(value, schema, errors, path)
    else if (isNumber(value)) validateNumber(value, schema, errors, path)
    else if (Array.isArray(value)) validateList(value, schema, errors, path, past)
  }
  if (schema.enum?.length && !isChoice(value, schema)) {
    const shown = schema.enum.map(allowed => (typeof allowed === 'string' ? allowed : goJson(allowed)))
    errors.notSupported(path, value, shown)
  }
  if (isObject(value)) validateObject(value, schema, errors, path, past)
}

/** The texts among the choices of a schema, for lists of many against choices of many. */
const textChoices = new WeakMap<Schema, ReadonlySet<unknown>>()

function isChoice(value: Json, schema: Schema): boolean {
  const choices = schema.enum ?? []
  if (typeof value !== 'string') {
    return value !== null && choices.some(allowed => equal(plain(allowed), plain(value)))
  }
  let texts = textChoices.get(schema)
  if (!texts) textChoices.set(schema, (texts = new Set(choices)))
  return texts.has(value)
}

type Number_ = number | bigint | Numeral
const isNumber = (value: unknown): value is Number_ =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Numeral
const plain = (value: unknown): unknown => (value instanceof Numeral ? Number(value.text) : value)
const isWhole = (value: Number_): boolean =>
  typeof value === 'bigint' || (typeof value === 'number' ? Number.isInteger(value) : /^-?\d+$/.test(value.text))

/** What Go reads as an int64; anything else is a float64. */
const isInt64 = (value: Number_): boolean =>
  isWhole(value) && (typeof value === 'bigint' ? value >= LEAST && value <= MOST : Math.abs(Number(value)) < 2 ** 63)
const MOST = 2n ** 63n - 1n
const LEAST = -(2n ** 63n)

function typesOf(schema: Schema): string[] {
  if (schema['x-kubernetes-int-or-string']) return ['integer', 'string']
  return schema.type ? [schema.type] : []
}

function kindOf(value: Json): readonly [type: string, format: string] {
  if (typeof value === 'string') return ['string', '']
  if (typeof value === 'boolean') return ['boolean', '']
  if (isNumber(value)) return isInt64(value) ? ['integer', 'int64'] : ['number', 'float64']
  return [Array.isArray(value) ? 'array' : 'object', '']
}

function validateType(value: Json, schema: Schema, errors: SchemaErrors, path: string): void {
  const types = errors.ofDefault && schema['x-kubernetes-int-or-string'] ? [] : typesOf(schema)
  const { format = '' } = schema
  if (types.length === 0) return
  if (value === null) {
    if (!schema.nullable) errors.type(path, types.join(','), 'null')
    return
  }
  const [type, goFormat] = kindOf(value)
  const whole = type === 'number' && types.includes('integer') && Number.isSafeInteger(Number(value))
  const fits = types.includes(type) || whole || (type === 'integer' && types.includes('number'))
  const counts = type === 'string' || type === 'array'
  if (!counts && format !== '' && !fits && goFormat !== format) {
    errors.type(path, format, goFormat)
    return
  }
  const numeric = types.includes('number') || types.includes('integer')
  if (!numeric && format !== '' && counts) return
  if (!fits) errors.type(path, types.join(','), type)
}

function validateText(text: string, schema: Schema, errors: SchemaErrors, path: string): void {
  const { maxLength, minLength, pattern, format } = schema
  const length = maxLength === undefined && minLength === undefined ? 0 : [...text].length
  if (maxLength !== undefined && length > maxLength) errors.found.tooLong(errors.at(path), maxLength)
  else if (minLength !== undefined && length < minLength) {
    errors.body(path, text, `should be at least ${minLength} chars long`)
  } else if (pattern && !matches(pattern, text)) errors.body(path, text, `should match '${pattern}'`)
  if (format && !fitsFormat(text, format)) {
    errors.found.typeInvalid(errors.at(path), text, `${path} in body must be of type ${format}: ${goJson(text)}`)
  }
}

const RANGES: Record<string, readonly [bigint, bigint]> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** Up to 1.20 nobody told the server of which type a number was when it looked at its bounds. */
function inRange(value: Number_, schema: Schema, { minor }: SchemaErrors): boolean {
  if (schema.type !== 'integer' || minor <= 20) return true
  const number = typeof value === 'bigint' ? value : Number(value)
  if (typeof number === 'number' && !Number.isInteger(number)) return false
  const [low, high] = RANGES[schema.format ?? ''] ?? RANGES['int64']!
  return BigInt(number) >= low && BigInt(number) <= high
}

function validateNumber(value: Number_, schema: Schema, errors: SchemaErrors, path: string): void {
  const range = (what: string, number: Number_): boolean => {
    if (inRange(number, schema, errors)) return true
    const format = schema.format ? `with format ${schema.format}` : '(default format)'
    errors.loose(`${what} value must be of type ${schema.type} ${format} in ${path}`)
    return false
  }
  /** A bound that is of the type is taken as whole where the value is: what stands behind its point is cut off. */
  const bound = (what: string, number: number | undefined): Bound | undefined => {
    if (number === undefined) return undefined
    const whole = range(what, number) && isInt64(value)
    const at = whole ? Math.trunc(number) : number
    return { at, text: whole ? `${BigInt(at)}` : formatFloat(at) }
  }
  const { exclusiveMaximum, exclusiveMinimum } = schema
  const number = Number(value)
  range('Checked', value)
  const multipleOf = bound('MultipleOf', schema.multipleOf)
  if (multipleOf && multipleOf.at <= 0) {
    errors.found.invalid(
      errors.at(path),
      multipleOf.at,
      `factor MultipleOf declared for ${path} must be positive: ${multipleOf.text}`,
    )
  } else if (multipleOf && !isMultiple(number, multipleOf.at)) {
    errors.body(path, value, `should be a multiple of ${multipleOf.text}`)
  }
  const maximum = bound('Maximum boundary', schema.maximum)
  if (maximum && (exclusiveMaximum ? number >= maximum.at : number > maximum.at)) {
    errors.body(path, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum.text}`)
  }
  const minimum = bound('Minimum boundary', schema.minimum)
  if (minimum && (exclusiveMinimum ? number <= minimum.at : number < minimum.at)) {
    errors.body(path, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum.text}`)
  }
}

interface Bound {
  readonly at: number
  readonly text: string
}

/** 0.3 is a multiple of 0.1 as far as 0.1 can be written in binary: small factors are tried the other way round. */
const isMultiple = (value: number, factor: number): boolean =>
  Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor)

function validateList(list: Json[], schema: Schema, errors: SchemaErrors, path: string, past: Past | undefined): void {
  const items = itemsOf(schema)
  if (items)
    list.forEach((item, index) => {
      validateValue(item, items, errors, `${path}[${index}]`, past?.item(item, items))
    })
  const { minItems, maxItems } = schema
  if (minItems !== undefined && list.length < minItems) {
    errors.body(path, list.length, `should have at least ${minItems} items`)
  }
  if (maxItems !== undefined && list.length > maxItems) errors.found.tooMany(errors.at(path), list.length, maxItems)
}

function validateObject(
  object: { [key: string]: Json | undefined },
  schema: Schema,
  errors: SchemaErrors,
  path: string,
  past: Past | undefined,
): void {
  const { minProperties, maxProperties } = schema
  const keys = Object.keys(object).filter(key => object[key] !== undefined)
  if (minProperties !== undefined && keys.length < minProperties) {
    errors.body(path, keys.length, `should have at least ${minProperties} properties`)
    return
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    errors.found.tooMany(errors.at(path), keys.length, maxProperties)
    return
  }
  const inside = (key: string): string => (path === '' ? key : `${path}.${key}`)
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(object, key) || object[key] === undefined) errors.found.required(errors.at(inside(key)))
  }
  const values = valuesOf(schema)
  for (const key of keys) {
    const nested = propertyOf(schema, key) ?? values
    if (nested) validateValue(object[key] as Json, nested, errors, inside(key), past?.field(key))
  }
}

/** What a value is told under one of several schemas. Kept, as asking twice at each level would double with each. */
function attempt(value: Json, schema: Schema, path: string, errors: SchemaErrors): SchemaErrors {
  const alone = errors.apart()
  validateValue(value, schema, alone, path)
  return alone
}

function validateJunctors(value: Json, schema: Schema, errors: SchemaErrors, path: string): void {
  const { anyOf, oneOf, allOf, not } = schema
  if (anyOf?.length) {
    let first: SchemaErrors | undefined
    const fits = anyOf.some(nested => {
      const alone = attempt(value, nested, path, errors)
      first ??= alone
      return alone.found.isEmpty
    })
    if (!fits) {
      errors.loose(`"${path}" must validate at least one schema (anyOf)`)
      errors.take(first)
    }
  }
  if (oneOf?.length) {
    const attempts = oneOf.map(nested => attempt(value, nested, path, errors))
    const valid = attempts.filter(({ found }) => found.isEmpty).length
    if (valid !== 1) {
      const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`
      errors.loose(`"${path}" must validate one and only one schema (oneOf). ${found}`)
      if (valid === 0) errors.take(attempts[0])
    }
  }
  if (allOf?.length) {
    const before = errors.found.length
    for (const nested of allOf) validateValue(value, nested, errors, path)
    if (errors.found.length > before) errors.loose(`"${path}" must validate all the schemas (allOf)`)
  }
  if (not && attempt(value, not, path, errors).found.isEmpty)
    errors.loose(`"${path}" must not validate the schema (not)`)
}
