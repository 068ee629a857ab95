import type { HPAScalingPolicy, HPAScalingRules } from '../../../../schemas/types/autoscaling/v2.generated.ts'
import { canonicalQuantity, parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const MOST_PERIOD_SECONDS = 1800
const MOST_WINDOW_SECONDS = 3600

/** How fast replicas may come or go. Truth: pkg/apis/autoscaling/validation validateScalingRules */
export function validateScalingRules(rules: HPAScalingRules | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!rules) return
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules
  const at = path.child('stabilizationWindowSeconds')
  if (window !== undefined && window < 0) errors.invalid(at, window, 'must be greater than or equal to zero')
  if (window !== undefined && window > MOST_WINDOW_SECONDS) {
    errors.invalid(at, window, `must be less than or equal to ${MOST_WINDOW_SECONDS}`)
  }
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)) {
    errors.notSupported(path.child('selectPolicy'), selectPolicy, ['Disabled', 'Max', 'Min'])
  }
  if (policies.length === 0) errors.required(path.child('policies'), 'must specify at least one Policy')
  policies.forEach((policy, index) => {
    validateScalingPolicy(policy, errors, path.child('policies').index(index))
  })
  if (tolerance !== undefined && (parseQuantity(tolerance)?.nanos ?? 0n) < 0n) {
    errors.invalid(path.child('tolerance'), canonicalQuantity(tolerance), 'must be greater than or equal to 0')
  }
}

function validateScalingPolicy(policy: HPAScalingPolicy, errors: FieldErrors, path: FieldPath): void {
  const { type = '', value = 0, periodSeconds = 0 } = policy
  if (type !== 'Pods' && type !== 'Percent') errors.notSupported(path.child('type'), type, ['Percent', 'Pods'])
  if (value <= 0) errors.invalid(path.child('value'), value, 'must be greater than zero')
  const period = path.child('periodSeconds')
  if (periodSeconds <= 0) errors.invalid(period, periodSeconds, 'must be greater than zero')
  if (periodSeconds > MOST_PERIOD_SECONDS) {
    errors.invalid(period, periodSeconds, `must be less than or equal to ${MOST_PERIOD_SECONDS}`)
  }
}
