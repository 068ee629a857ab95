import type { MatchCondition } from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { BOOL } from '../../../cel/index.ts'
import { qualifiedName } from '../../../resource/names.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { compileFor, policyEnvironment } from './expressions.ts'

const MOST = 64

/** Expressions that are stored already may use what only this release understands. */
export interface ConditionOptions {
  readonly minor: Minor
  readonly params: boolean
  readonly stored: ReadonlySet<string>
}

/** Truth: pkg/apis/admissionregistration/validation validateMatchConditions */
export function validateMatchConditions(
  conditions: readonly MatchCondition[] | undefined,
  options: ConditionOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!conditions) return
  if (conditions.length > MOST) errors.tooMany(path, conditions.length, MOST)
  const names = new Set<string>()
  conditions.forEach(({ name = '', expression = '' }, index) => {
    const at = path.index(index)
    validateCondition(expression.trim(), options, errors, at.child('expression'))
    if (name === '') {
      errors.required(at.child('name'))
      return
    }
    for (const complaint of qualifiedName(name)) errors.invalid(at.child('name'), name, complaint)
    if (names.has(name)) errors.duplicate(at.child('name'), name)
    names.add(name)
  })
}

function validateCondition(
  expression: string,
  { minor, params, stored }: ConditionOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (expression === '') {
    errors.required(path)
    return
  }
  const age = stored.has(expression) ? 'stored' : 'new'
  const result = compileFor(expression, policyEnvironment(minor, age, { params, authorizer: true }), [BOOL])
  if ('complaint' in result) errors.invalid(path, expression, result.complaint)
}

export const expressionsOf = (conditions: readonly MatchCondition[] | undefined): string[] =>
  (conditions ?? []).map(({ expression = '' }) => expression)
