import type { ValidationRule } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { adapt, Optional, type Program, RUNTIME_BUDGET, type Shape, shapeOf, type Value } from '../../cel/index.ts'
import { byteLength } from '../../resource/bytes.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import type { FieldPath } from '../field-path.ts'
import { goQuote } from '../go-text.ts'
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
    this.#run(value, schema, path, past, past && new Kept(value, past, undefined), root)
  }

  #run(value: Json, schema: Schema, path: string, past: Past | undefined, kept: Kept | undefined, root: boolean): void {
    if (this.#left < 0 || value === null) return
    this.#runRules({ value, schema, path, past, kept }, root)
    if (Array.isArray(value)) {
      const items = itemsOf(schema)
      if (!items) return
      value.forEach((item, index) => {
        const before = past?.item(item, items)
        this.#run(item, items, `${path}[${index}]`, before, inside(kept, item, before), false)
      })
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const property = propertyOf(schema, key)
        const nested = property ?? valuesOf(schema)
        if (!nested) continue
        const step = property ? (path === '' ? key : `${path}.${key}`) : `${path}[${key}]`
        const before = past?.field(key)
        const field = value[key] as Json
        // As what it is read, the type of the whole object is always the same.
        const isType = kept?.isRoot && (key === 'apiVersion' || key === 'kind')
        this.#run(field, nested, step, before, isType ? undefined : inside(kept, field, before), false)
      }
    }
  }

  #runRules(place: Place, root: boolean): void {
    const { value, schema, path } = place
    const validations = schema['x-kubernetes-validations']
    if (!validations?.length) return
    if (this.#left <= 0) this.#outOfBudget(place)
    const rules = rulesOf(schema, root, this.#minor)
    if (!rules) return
    const self = lazily(() => adapt(value, rules.shape))
    for (const [index, validation] of validations.entries()) {
      const compiled = rules.compiled[index]
      if (this.#left < 0 || !compiled) return
      if (compiled.problem !== undefined) {
        this.#errors.found.invalid(this.#errors.at(path), schema.type ?? '', `rule compile error: ${compiled.problem}`)
      } else if (compiled.rule) this.#rule(place, validation, compiled, compiled.rule, rules.shape, self)
    }
  }

  #rule(
    place: Place,
    validation: ValidationRule,
    { messageExpression, usesOldSelf }: CompiledRule,
    rule: Program,
    shape: Shape,
    self: () => Value,
  ): void {
    const { past, path, schema } = place
    const { optionalOldSelf } = validation
    const hasOld = past !== undefined && past.value !== null
    if (usesOldSelf && !hasOld && !(optionalOldSelf && ratchets(this.#minor))) return
    const old = usesOldSelf && hasOld ? adapt(past.value, shape) : undefined
    const oldSelf = optionalOldSelf && usesOldSelf ? new Optional(old) : old
    const result = rule.evaluate({ self: self(), ...(oldSelf === undefined ? {} : { oldSelf }) })
    if (result.cost > this.#left) {
      this.#outOfBudget(place)
      return
    }
    this.#left -= result.cost
    if ('error' in result) {
      this.#failed(result.error, place, (validation.message ?? '').trim() || (validation.rule ?? '').trim())
      return
    }
    if (result.value === true) return
    const errors = new SchemaErrors(this.#minor)
    const named = validation.fieldPath ? fieldPathOf(validation.fieldPath, schema) : ''
    const where = this.#errors.at(path !== '' && named !== '' ? `${path}.${named}` : path + named)
    const told = messageExpression && this.#message(messageExpression, validation, self, old)
    if (told?.refused !== undefined) errors.found.invalid(where, schema.type ?? '', told.refused)
    else tell(errors, where, place.value, told?.text ?? defaultMessage(validation), validation.reason)
    this.#add(errors, place, usesOldSelf)
  }

  /** What has not changed is not held to rules that look at nothing else: their complaints become warnings. */
  #add({ found }: SchemaErrors, { kept }: Place, usesOldSelf: boolean): void {
    const ratchet = !usesOldSelf && this.#ratchets && kept?.isSame === true
    for (const cause of found.list) {
      if (ratchet) this.#warnings.push(`${cause.field}: ${cause.message}`)
      else this.#errors.found.add(cause)
    }
  }

  /** The text a rule computes, nothing where that failed, or why no further rule is run. */
  #message(
    expression: Program,
    { messageExpression = '' }: ValidationRule,
    self: () => Value,
    oldSelf: Value | undefined,
  ): { readonly text?: string; readonly refused?: string } {
    const result = expression.evaluate({ self: self(), ...(oldSelf === undefined ? {} : { oldSelf }) })
    const stop = (refused: string): { refused: string } => {
      this.#left = -1
      return { refused }
    }
    if (result.cost > this.#left) {
      return stop(
        'messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run',
      )
    }
    if ('error' in result && result.error.startsWith(OVER_LIMIT)) {
      return stop(
        `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${goQuote(messageExpression)}`,
      )
    }
    this.#left -= result.cost
    if ('error' in result || typeof result.value !== 'string') return {}
    const text = result.value.trim()
    return text === '' || text.includes('\n') || byteLength(text) > MOST_MESSAGE ? {} : { text }
  }

  #failed(error: string, { path, schema }: Place, rule: string): void {
    const { found } = this.#errors
    const at = this.#errors.at(path)
    const type = schema.type ?? ''
    if (error.startsWith('no such overload')) {
      const why = 'call arguments did not match a supported operator, function or macro signature for rule'
      found.invalid(at, type, `'${error}': ${why}: ${rule}`)
    } else if (error.startsWith(OVER_LIMIT)) {
      const why = 'no further validation rules will be run due to call cost exceeds limit for rule'
      found.invalid(at, type, `'${error}': ${why}: ${rule}`)
      this.#left = -1
    } else found.invalid(at, type, `${error} evaluating rule: ${rule}`)
  }

  #outOfBudget({ path, schema }: Place): void {
    this.#errors.found.invalid(
      this.#errors.at(path),
      schema.type ?? '',
      'validation failed due to running out of cost budget, no further validation rules will be run',
    )
    this.#left = -1
  }
}

/** A value that rules are run over. */
interface Place {
  readonly value: Json
  readonly schema: Schema
  readonly path: string
  readonly past: Past | undefined
  readonly kept: Kept | undefined
}

/**
 * The nearest place around a value, itself included, of which it is known what stood there before. In a list whose
 * items cannot be told apart that is the list.
 *
 * Truth: apiserver/schema/cel/validation.go ratchetingOptions
 */
class Kept {
  readonly #value: Json
  readonly #past: Past
  readonly around: Kept | undefined
  #same: boolean | undefined

  constructor(value: Json, past: Past, around: Kept | undefined) {
    this.#value = value
    this.#past = past
    this.around = around
  }

  get isRoot(): boolean {
    return this.around === undefined
  }

  get isSame(): boolean {
    this.#same ??= this.#past.is(this.#value)
    return this.#same
  }
}

const inside = (kept: Kept | undefined, value: Json, past: Past | undefined): Kept | undefined =>
  kept && (past ? new Kept(value, past, kept) : kept)

const OVER_LIMIT = 'operation cancelled: actual cost limit exceeded'
/** What an expression may make of a message, in bytes. Truth: apiserver/pkg/apis/cel/config.go */
const MOST_MESSAGE = 5 * 1024

const defaultMessage = ({ message = '', rule = '' }: ValidationRule): string =>
  message.length > 0 ? message.trim() : `failed rule: ${rule.trim()}`

function tell(
  { found }: SchemaErrors,
  where: FieldPath,
  value: Json,
  message: string,
  reason: ValidationRule['reason'],
): void {
  const shownless = Array.isArray(value) || isObject(value)
  const field = `${where}`
  if (reason === 'FieldValueForbidden') found.forbidden(where, message)
  else if (reason === 'FieldValueRequired') found.required(where, message)
  else if (reason === 'FieldValueDuplicate') {
    if (shownless) found.add({ reason: 'FieldValueDuplicate', message: 'Duplicate value', field })
    else found.duplicate(where, value)
  } else if (shownless) found.add({ reason: 'FieldValueInvalid', message: `Invalid value: ${message}`, field })
  else found.invalid(where, value, message)
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
