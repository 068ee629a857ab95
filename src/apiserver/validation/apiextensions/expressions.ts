import type { ValidationRule } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import {
  compile,
  DEFINITION_ESTIMATE_LIMIT,
  environment,
  estimateCost,
  excessFactor,
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

  constructor(root: boolean, times: number | undefined) {
    this.root = root
    this.times = times
  }

  field(schema: Schema, _name: string): Surroundings {
    return new Surroundings(schema['x-kubernetes-embedded-resource'] === true, this.times)
  }

  inside(schema: Schema, most: number | undefined): Surroundings {
    const times = this.times === undefined || most === undefined ? undefined : this.times * Number(most)
    return new Surroundings(schema['x-kubernetes-embedded-resource'] === true, times)
  }
}

const HINT =
  '(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)'
const costText = (what: string, cost: number, limit: number): string =>
  `${what} exceeds budget by factor of ${excessFactor(cost, limit)} ${HINT}`

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
  return { ...done, messageExpression: message.ok }
}

/** The expressions of one schema, which share a budget. */
export class SchemaExpressions {
  readonly #minor: Minor
  readonly #stored: (rule: string) => boolean
  #total = 0
  readonly #expensive: Expensive[] = []

  /** `stored`: whether the definition that is being replaced has the expression already. */
  constructor(minor: Minor, stored: (rule: string) => boolean = () => false) {
    this.#minor = minor
    this.#stored = stored
  }

  root(_schema: Schema): Surroundings {
    return new Surroundings(true, 1)
  }

  validateMeaning(
    schema: Schema,
    surroundings: Surroundings,
    uncorrelatable: FieldPath | undefined,
    errors: FieldErrors,
    path: FieldPath,
  ): void {
    const place = path.child('x-kubernetes-validations')
    const shape = shapeOf(schema as JsonObject, surroundings.root)
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
    if (cost > RULE_ESTIMATE_LIMIT) errors.forbidden(path, costText(what, cost, RULE_ESTIMATE_LIMIT))
    if (cost < 1) return
    this.#total += cost
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
