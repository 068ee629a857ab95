import type { JobSpec, SuccessPolicyRule } from '../../../../schemas/types/batch/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import { validateNonNegative } from '../object-meta.ts'
import { countIndexes } from './indexes.ts'

const MOST_RULES = 20
const MOST_INDEXES_BYTES = 64 * 1024

/** Truth: pkg/apis/batch/validation validateSuccessPolicy */
export function validateSuccessPolicy(spec: JobSpec, errors: FieldErrors, path: FieldPath): void {
  const rules = spec.successPolicy?.rules ?? []
  const at = path.child('rules')
  if (rules.length === 0)
    errors.required(at, 'at least one rules must be specified when the successPolicy is specified')
  if (rules.length > MOST_RULES) errors.tooMany(at, rules.length, MOST_RULES)
  rules.forEach((rule, index) => {
    validateRule(rule, spec.completions ?? 0, errors, at.index(index))
  })
}

function validateRule(
  { succeededCount, succeededIndexes }: SuccessPolicyRule,
  completions: number,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (succeededCount === undefined && succeededIndexes === undefined) {
    errors.required(path, 'at least one of succeededCount or succeededIndexes must be specified')
  }
  let indexes = 0
  if (succeededIndexes !== undefined) {
    const at = path.child('succeededIndexes')
    if (byteLength(succeededIndexes) > MOST_INDEXES_BYTES) errors.tooLong(at, MOST_INDEXES_BYTES)
    const counted = countIndexes(succeededIndexes, completions)
    if (typeof counted === 'number') indexes = counted
    else errors.invalid(at, succeededIndexes, `error parsing succeededIndexes: ${counted}`)
  }
  if (succeededCount === undefined) return
  const at = path.child('succeededCount')
  validateNonNegative(succeededCount, errors, at)
  if (succeededCount > completions) {
    const why = `must be less than or equal to ${completions} (the number of specified completions)`
    errors.invalid(at, succeededCount, why)
  }
  if (succeededIndexes !== undefined && succeededCount > indexes) {
    const why = `must be less than or equal to ${indexes} (the number of indexes in the specified succeededIndexes field)`
    errors.invalid(at, succeededCount, why)
  }
}

/** The internal struct has no JSON names of its own. */
export const successPolicyText = (policy: NonNullable<JobSpec['successPolicy']>): GoText =>
  goStruct({
    Rules:
      policy.rules?.map(({ succeededIndexes, succeededCount }) =>
        goStruct({ SucceededIndexes: succeededIndexes ?? null, SucceededCount: succeededCount ?? null }),
      ) ?? null,
  })
