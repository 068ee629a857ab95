import type { DeviceTaint, DeviceToleration } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { labelValue } from '../../../resource/names.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from '../core/complaints.ts'
import { validateLabelName } from './names.ts'

/** `None` came with the rules that are only looked at. */
const effects = (minor: Minor): string[] =>
  minor >= 35 ? ['NoExecute', 'NoSchedule', 'None'] : ['NoExecute', 'NoSchedule']

/** Truth: pkg/apis/resource/validation validateDeviceTaint */
export function validateDeviceTaint(
  { key = '', value = '', effect = '' }: DeviceTaint,
  old: DeviceTaint | undefined,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  validateLabelName(key, errors, path.child('key'))
  if (value !== '') validateFormat(labelValue, value, errors, path.child('value'))
  if (old && (old.effect ?? '') === effect) return
  const known = effects(minor)
  if (effect === '') errors.required(path.child('effect'))
  else if (!known.includes(effect)) errors.notSupported(path.child('effect'), effect, known)
}

/** Truth: pkg/apis/resource/validation validateDeviceToleration */
export function validateDeviceToleration(
  { key = '', operator = '', value = '', effect = '' }: DeviceToleration,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  if (key !== '') validateLabelName(key, errors, path.child('key'))
  switch (operator) {
    case 'Exists':
      if (value !== '') errors.invalid(path.child('value'), value, 'must be empty for operator `Exists`')
      break
    case 'Equal':
      validateFormat(labelValue, value, errors, path.child('value'))
      break
    case '':
      errors.required(path.child('operator'))
      break
    default:
      errors.notSupported(path.child('operator'), operator, ['Equal', 'Exists'])
  }
  const known = effects(minor)
  if (effect !== '' && !known.includes(effect)) errors.notSupported(path.child('effect'), effect, known)
}
