import type { OpaqueDeviceConfiguration } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { isObject } from '../../../resource/json.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goJson } from '../../go-text.ts'
import { validateDriverName } from './names.ts'

const MOST_BYTES = 10 * 1024

/** Truth: pkg/apis/resource/validation validateDeviceConfiguration */
export function validateConfiguration(
  { opaque }: { opaque?: OpaqueDeviceConfiguration },
  stored: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('opaque')
  if (!opaque) {
    errors.required(at)
    return
  }
  validateDriverName(opaque.driver ?? '', errors, at.child('driver'))
  validateRawObject(opaque.parameters, stored, errors, at.child('parameters'))
}

/** What only a driver understands must at least be an object, and not a large one when it is new. Truth: validateRawExtension */
export function validateRawObject(value: unknown, stored: boolean, errors: FieldErrors, path: FieldPath): void {
  if (value === undefined || value === null) errors.required(path)
  else if (!stored && byteLength(goJson(value)) > MOST_BYTES) errors.tooLong(path, MOST_BYTES)
  else if (!isObject(value)) errors.invalid(path, '<value omitted>', 'must be a valid JSON object')
}
