import type { Toleration } from '../../../../schemas/types/core/v1.generated.ts'
import { labelValue, qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import { internalJson } from './internal-json.ts'
import type { PodOptions } from './pod-options.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const OPERATORS = ['Equal', 'Exists']
const COMPARISONS = ['Lt', 'Gt']

/** Truth: pkg/apis/core/validation ValidateTolerations */
export function validateTolerations(
  tolerations: Toleration[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: Pick<PodOptions, 'minor' | 'gates'>,
): void {
  tolerations?.forEach((toleration, index) => {
    const at = path.index(index)
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration
    if (key) validateFormat(qualifiedName, key, errors, at.child('key'))
    else if (operator !== 'Exists') {
      const must = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
      errors.invalid(at.child('operator'), operator, must)
    }
    if (tolerationSeconds !== undefined && tolerationSeconds !== null && effect !== 'NoExecute') {
      errors.invalid(at.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")
    }
    validateOperator(toleration, errors, at.child('operator'), options)
    if (effect && !EFFECTS.includes(effect)) errors.notSupported(at.child('effect'), effect, EFFECTS)
  })
}

/** Errors of the value stand at the operator, all complaints in one. */
function validateOperator(
  toleration: Toleration,
  errors: FieldErrors,
  path: FieldPath,
  { minor, gates }: Pick<PodOptions, 'minor' | 'gates'>,
): void {
  const { operator = '', value = '' } = toleration
  if (operator === 'Equal' || operator === '') {
    const complaints = labelValue(value)
    if (complaints.length > 0) errors.invalid(path, value, complaints.join(';'))
  } else if (operator === 'Exists') {
    if (value === '') return
    const shown = minor >= 27 ? value : internalJson('Toleration', toleration)
    errors.invalid(path, shown, "value must be empty when `operator` is 'Exists'")
  } else if (COMPARISONS.includes(operator) && minor >= 35) {
    if (!gates.enabled('TaintTolerationComparisonOperators')) {
      errors.notSupported(path, operator, [...OPERATORS, ...COMPARISONS])
    } else if (!/^[-+]?(?:0|[1-9]\d*)$/.test(value)) {
      errors.invalid(path, value, 'value must be an integer for numeric operators')
    }
  } else errors.notSupported(path, operator, OPERATORS)
}
