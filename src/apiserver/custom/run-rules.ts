import type { ValidationRule } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { adapt, Optional, type Program, RUNTIME_BUDGET, type Shape, shapeOf } from '../../cel/index.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import type { StatusCause } from '../status.ts'
import { type CompiledRule, compileRule } from '../validation/apiextensions/expressions.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'
import type { Past } from './correlate.ts'
import { fieldPathOf } from './rule-field-path.ts'
import { SchemaErrors } from './schema-errors.ts'

interface Rules {
  readonly shape: Shape
  readonly compiled: readonly CompiledRule[]
}

/** Since 1.30 what was there before a schema was tightened may stay. Truth: feature CRDValidationRatcheting */
export const ratchets = (minor: Minor): boolean => minor >= 30

/** Compiled once for each schema that a definition holds. */
const known = new WeakMap<Schema, Map<Minor, Rules | undefined>>()

function rulesOf(schema: Schema, root: boolean, minor: Minor): Rules | undefined {
  const byMinor = known.get(schema) ?? new Map<Minor, Rules | undefined>()
  known.set(schema, byMinor)
  if (byMinor.has(minor)) return byMinor.get(minor)
  const shape = shapeOf(schema as JsonObject, root || schema['x-kubernetes-embedded-resource'] === true)
  const validations = schema['x-kubernetes-validations'] ?? []
  const rules = shape && { shape, compiled: validations.map(rule => compileRule(rule, shape, minor, 'stored')) }
  byMinor.set(minor, rules)
  return rules
}

const BLOCKING = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]

/** Whether what was found keeps rules from being run, because they count on the types. */
export const isBlocked = (causes: readonly StatusCause[]): boolean =>
  causes.some(({ reason }) => BLOCKING.includes(`${reason}`))

/** Looked for once in each schema. */
const ruled = new WeakMap<Schema, boolean>()

export function hasRules(schema: Schema | undefined): boolean {
  if (schema === undefined) return false
  const known = ruled.get(schema)
  if (known !== undefined) return known
  const found =
    (schema['x-kubernetes-validations']?.length ?? 0) > 0 ||
    hasRules(itemsOf(schema)) ||
    hasRules(valuesOf(schema)) ||
    Object.values(schema.properties ?? {}).some(hasRules)
  ruled.set(schema, found)
  return found
}

/** Runs the rules of a schema over an object, within one budget; what has not changed is not held to them again. Truth: apiserver/schema/cel/validation.go */
export class RuleRun {
  readonly #minor: Minor
  readonly #errors: SchemaErrors
  readonly #ratchets: boolean
  readonly #warnings: string[]
  #left: number

  /** `warnings`: where failures are told that are not held against anyone. */
  constructor(
    minor: Minor,
    errors: SchemaErrors,
    warnings: string[],
    options: { readonly budget?: number; readonly ratchets?: boolean } = {},
  ) {
    this.#warnings = warnings
    this.#minor = minor
    this.#ratchets = options.ratchets ?? ratchets(minor)
    this.#errors = errors
    this.#left = options.budget ?? RUNTIME_BUDGET
  }

  /** What is left of the budget; below nothing when it ran out. */
  get left(): number {
    return this.#left
  }

  run(value: Json, schema: Schema, path: string, past?: Past, root = false): void {
    if (this.#left < 0 || value === null) return
    const validations = schema['x-kubernetes-validations']
    if (validations?.length) {
      const rules = rulesOf(schema, root, this.#minor)
      validations.forEach((validation, index) => {
        const compiled = rules?.compiled[index]
        if (rules && compiled && this.#left >= 0)
          this.#rule(value, validation, compiled, rules.shape, schema, path, past)
      })
    }
    if (Array.isArray(value)) {
      const items = itemsOf(schema)
      if (!items) return
      value.forEach((item, index) => {
        this.run(item, items, `${path}[${index}]`, past?.item(item, items))
      })
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const property = propertyOf(schema, key)
        const inside = property ?? valuesOf(schema)
        const step = path === '' ? key : `${path}.${key}`
        if (inside) this.run(value[key] as Json, inside, property ? step : `${path}[${key}]`, past?.field(key))
      }
    }
  }

  #rule(
    value: Json,
    validation: ValidationRule,
    { rule, messageExpression, usesOldSelf, problem }: CompiledRule,
    shape: Shape,
    schema: Schema,
    path: string,
    past: Past | undefined,
  ): void {
    const { optionalOldSelf } = validation
    if (problem !== undefined) {
      this.#errors.found.invalid(this.#errors.at(path), schema.type ?? '', `rule compile error: ${problem}`)
    }
    if (!rule || (usesOldSelf && !optionalOldSelf && (!past || past.value === null))) return
    const errors = !usesOldSelf && this.#ratchets && past?.is(value) ? new SchemaErrors(this.#minor) : this.#errors
    this.#evaluate(value, validation, { rule, messageExpression, usesOldSelf }, shape, schema, path, past, errors)
    if (errors === this.#errors) return
    for (const { field, message } of errors.found.list) this.#warnings.push(`${field}: ${message}`)
  }

  #evaluate(
    value: Json,
    validation: ValidationRule,
    { rule, messageExpression, usesOldSelf }: CompiledRule & { rule: Program },
    shape: Shape,
    schema: Schema,
    path: string,
    past: Past | undefined,
    errors: SchemaErrors,
  ): void {
    const { optionalOldSelf } = validation
    const before = past && past.value !== null ? adapt(past.value, shape) : undefined
    const oldSelf = optionalOldSelf ? new Optional(before) : before
    const bindings = { self: adapt(value, shape), ...(usesOldSelf && oldSelf !== undefined ? { oldSelf } : {}) }
    const result = rule.evaluate(bindings)
    this.#left -= result.cost
    const at = errors.at(path)
    const { found } = errors
    if (this.#left < 0) {
      found.invalid(
        at,
        schema.type ?? '',
        'validation failed due to running out of cost budget, no further validation rules will be run',
      )
      return
    }
    const text = (validation.rule ?? '').trim()
    if ('error' in result && result.error.startsWith('no such overload')) {
      const why = 'call arguments did not match a supported operator, function or macro signature for rule'
      found.invalid(at, schema.type ?? '', `'${result.error}': ${why}: ${text}`)
      return
    }
    if ('error' in result) {
      found.invalid(at, schema.type ?? '', `${result.error} evaluating rule: ${text}`)
      return
    }
    if (result.value === true) return
    let message = (validation.message ?? '').trim() || `failed rule: ${text}`
    if (messageExpression) {
      const told = messageExpression.evaluate(bindings)
      this.#left -= told.cost
      if ('value' in told && typeof told.value === 'string' && told.value.trim() !== '' && !/[\r\n]/.test(told.value)) {
        message = told.value.trim()
      }
    }
    const where = errors.at(validation.fieldPath ? `${path}.${fieldPathOf(validation.fieldPath, schema)}` : path)
    const { reason } = validation
    if (reason === 'FieldValueForbidden') found.forbidden(where, message)
    else if (reason === 'FieldValueRequired') found.required(where, message)
    else if (reason === 'FieldValueDuplicate') found.duplicate(where, value)
    else if (Array.isArray(value) || isObject(value)) {
      found.add({ reason: 'FieldValueInvalid', message: `Invalid value: ${message}`, field: `${where}` })
    } else found.invalid(where, value, message)
  }
}
