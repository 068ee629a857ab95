import { byteLength } from '../../resource/bytes.ts'
import { qualifiedName, regexComplaint } from '../../resource/names.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'

interface Condition {
  type?: string
  status?: string
  observedGeneration?: number
  lastTransitionTime?: string | null
  reason?: string
  message?: string
}

const REASON = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?'
const isReason = new RegExp(`^${REASON}$`)
const MOST_REASON_BYTES = 1024
const MOST_MESSAGE_BYTES = 32 * 1024

/** Conditions in the form that newer APIs share. Truth: apimachinery/pkg/apis/meta/v1/validation ValidateConditions */
export function validateConditions(
  conditions: readonly Condition[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const seen = new Set<string>()
  conditions?.forEach((condition, index) => {
    const at = path.index(index)
    const type = condition.type ?? ''
    if (seen.has(type)) errors.duplicate(at.child('type'), type)
    seen.add(type)
    validateCondition(condition, errors, at)
  })
}

function validateCondition(condition: Condition, errors: FieldErrors, path: FieldPath): void {
  const { type = '', status = '', observedGeneration = 0, lastTransitionTime, reason = '', message = '' } = condition
  for (const complaint of qualifiedName(type)) errors.invalid(path.child('type'), type, complaint)
  if (!['False', 'True', 'Unknown'].includes(status)) {
    errors.notSupported(path.child('status'), status, ['False', 'True', 'Unknown'])
  }
  if (observedGeneration < 0) {
    errors.invalid(path.child('observedGeneration'), observedGeneration, 'must be greater than or equal to zero')
  }
  if (!lastTransitionTime) errors.required(path.child('lastTransitionTime'), 'must be set')
  if (reason === '') errors.required(path.child('reason'), 'must be set')
  else {
    if (!isReason.test(reason)) {
      const says =
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'"
      errors.invalid(
        path.child('reason'),
        reason,
        regexComplaint(says, REASON, 'my_name', 'MY_NAME', 'MyName', 'ReasonA,ReasonB', 'ReasonA:ReasonB'),
      )
    }
    if (byteLength(reason) > MOST_REASON_BYTES) errors.tooLong(path.child('reason'), MOST_REASON_BYTES)
  }
  if (byteLength(message) > MOST_MESSAGE_BYTES) errors.tooLong(path.child('message'), MOST_MESSAGE_BYTES)
}
