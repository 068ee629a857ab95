import type { ValidationRule } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import {
  compile,
  DEFINITION_ESTIMATE_LIMIT,
  environment,
  estimateCost,
  excessFactor,
  hasShape,
  maxCardinality,
  optionalOf,
  type Program,
  RULE_ESTIMATE_LIMIT,
  type Shape,
  shapeOf,
  structTypes,
} from '../../../cel/index.ts'
import type { JsonObject } from '../../../resource/json.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { ruleText } from './internal-form.ts'
import type { Schema } from './schema.ts'

/** How often a place can occur in an object, and whether it is the root of a resource. */
export class Surroundings {
  readonly root: boolean
  /** Absent when a list or map around it has no bound. */
  readonly times: number | undefined
  readonly #schema: Schema
  readonly #around: Surroundings | undefined
  #blind: boolean | undefined

  constructor(schema: Schema, root: boolean, times: number | undefined, around?: Surroundings) {
    this.#schema = schema
    this.root = root
    this.times = times
    this.#around = around
  }

  /** Whether expressions see nothing here: of no type, or inside of something that is of none. */
  get blind(): boolean {
    this.#blind ??= this.#around?.blind || !hasShape(this.#schema as JsonObject)
    return this.#blind
  }

  field(schema: Schema): Surroundings {
    return new Surroundings(schema, schema['x-kubernetes-embedded-resource'] === true, this.times, this)
  }

  inside(schema: Schema, most: number | undefined): Surroundings {
    const times = this.times === undefined || most === undefined ? undefined : this.times * Number(most)
    return new Surroundings(schema, schema['x-kubernetes-embedded-resource'] === true, times, this)
  }
}

const HINT =
  '(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)'
const costText = (what: string, cost: number, limit: number): string =>
  `${what} exceeds budget by factor of ${excessFactor(cost, limit)} ${HINT}`

/** Rules that take less than one part in a hundred of what there is are not named as the expensive ones. */
const WORTH_NAMING = DEFINITION_ESTIMATE_LIMIT / 100

interface Expensive {
  readonly path: FieldPath
  readonly cost: number
}
const MOST_EXPENSIVE = 4

export interface CompiledRule {
  readonly rule?: Program
  readonly messageExpression?: Program
  readonly usesOldSelf: boolean
  readonly problem?: string
  readonly messageProblem?: string
}

/** Compiles a rule for the place that `shape` describes. Truth: apiserver/schema/cel/compilation.go */
export function compileRule(
  validation: ValidationRule,
  shape: Shape,
  minor: Minor,
  expressions: 'new' | 'stored',
): CompiledRule {
  const { rule = '', messageExpression = '', optionalOldSelf } = validation
  if (rule.trim() === '') return { usesOldSelf: false }
  const oldSelf = optionalOldSelf ? optionalOf(shape.type) : shape.type
  const types = structTypes(shape)
  const env = environment({ minor, expressions, variables: { self: shape.type, oldSelf }, types })
  const compiled = compile(rule, env)
  if (!('ok' in compiled)) return { usesOldSelf: false, problem: `compilation failed: ${compiled.text}` }
  const usesOldSelf = compiled.ok.references.has('oldSelf')
  const { problem } = compiled.ok
  if (problem !== undefined) return { usesOldSelf: false, problem: `program instantiation failed: ${problem}` }
  if (compiled.ok.type.kind !== 'bool') return { usesOldSelf: false, problem: 'cel expression must evaluate to a bool' }
  const done = { rule: compiled.ok, usesOldSelf }
  if (messageExpression === '') return done
  const message = compile(messageExpression, env)
  if (!('ok' in message)) {
    return { ...done, messageProblem: `messageExpression compilation failed: ${message.text}` }
  }
  if (message.ok.type.kind !== 'string') {
    return { ...done, messageProblem: 'messageExpression must evaluate to a string' }
  }
  if (message.ok.problem !== undefined) {
    return { ...done, messageProblem: `messageExpression instantiation failed: ${message.ok.problem}` }
  }
  return { ...done, messageExpression: message.ok }
}

/** The expressions of one schema, which share a budget. */
export class SchemaExpressions {
  readonly #minor: Minor
  readonly #stored: (rule: string) => boolean
  readonly #costly: boolean
  #total = 0
  readonly #expensive: Expensive[] = []

  /** `stored`: whether the definition that is being replaced has the expression already; `costly`: it may cost what it costs. */
  constructor(minor: Minor, stored: (rule: string) => boolean = () => false, costly = false) {
    this.#minor = minor
    this.#stored = stored
    this.#costly = costly
  }

  root(schema: Schema): Surroundings {
    return new Surroundings(schema, true, 1)
  }

  validateMeaning(
    schema: Schema,
    surroundings: Surroundings,
    uncorrelatable: FieldPath | undefined,
    errors: FieldErrors,
    path: FieldPath,
  ): void {
    const place = path.child('x-kubernetes-validations')
    const shape = surroundings.blind ? undefined : shapeOf(schema as JsonObject, surroundings.root)
    if (!shape) {
      errors.internal(
        place,
        'internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations',
      )
      return
    }
    const times = surroundings.times ?? maxCardinality(shape)
    schema['x-kubernetes-validations']?.forEach((validation, index) => {
      const at = place.index(index)
      const known = this.#stored(validation.rule ?? '')
      const compiled = compileRule(validation, shape, this.#minor, known ? 'stored' : 'new')
      if (compiled.rule) {
        const cost = estimateCost(compiled.rule, shape).max * times
        this.#spend(at.child('rule'), 'estimated rule cost', cost, errors)
      }
      if (compiled.problem) errors.invalid(at.child('rule'), ruleText(validation), compiled.problem)
      if (compiled.messageProblem) {
        errors.invalid(at.child('messageExpression'), ruleText(validation), compiled.messageProblem)
      } else if (compiled.messageExpression) {
        const cost = estimateCost(compiled.messageExpression, shape).max
        this.#spend(at.child('messageExpression'), 'estimated messageExpression cost', cost, errors)
      }
      if (compiled.usesOldSelf) {
        if (uncorrelatable) {
          errors.invalid(
            at.child('rule'),
            validation.rule,
            `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`,
          )
        }
      } else if (validation.optionalOldSelf !== undefined) {
        errors.invalid(
          at.child('optionalOldSelf'),
          validation.optionalOldSelf,
          'may not be set if oldSelf is not used in rule',
        )
      }
    })
  }

  #spend(path: FieldPath, what: string, cost: number, errors: FieldErrors): void {
    if (cost > RULE_ESTIMATE_LIMIT && !this.#costly) errors.forbidden(path, costText(what, cost, RULE_ESTIMATE_LIMIT))
    this.#total += cost
    if (cost < WORTH_NAMING) return
    this.#expensive.push({ path, cost })
    this.#expensive.sort((a, b) => b.cost - a.cost)
    this.#expensive.length = Math.min(this.#expensive.length, MOST_EXPENSIVE)
  }

  /** What the rules of the schema may cost together. */
  validateTotal(errors: FieldErrors, path: FieldPath): void {
    if (this.#total <= DEFINITION_ESTIMATE_LIMIT) return
    for (const expensive of this.#expensive) {
      errors.forbidden(
        expensive.path,
        'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema',
      )
    }
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema'
    errors.forbidden(path, costText(what, this.#total, DEFINITION_ESTIMATE_LIMIT))
  }
}
