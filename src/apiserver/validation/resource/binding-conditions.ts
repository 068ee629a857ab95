import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateList } from './lists.ts'
import { validateLabelName } from './names.ts'

const MOST = 4

interface Conditions {
  bindingConditions?: string[]
  bindingFailureConditions?: string[]
}

/** What a device waits for before its pod is bound, and what ends the wait. Truth: validateDeviceBindingParameters */
export function validateBindingConditions(
  { bindingConditions: awaited, bindingFailureConditions: fatal }: Conditions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!awaited && !fatal) return
  const awaitedPath = path.child('bindingConditions')
  const fatalPath = path.child('bindingFailureConditions')
  const validateName = (name: string, at: FieldPath): void => validateLabelName(name, errors, at)
  validateList(awaited, MOST, errors, awaitedPath, validateName)
  validateList(fatal, MOST, errors, fatalPath, validateName)
  const seen = new Set<string>()
  awaited?.forEach((condition, index) => {
    if (seen.has(condition)) errors.duplicate(awaitedPath.index(index), condition)
    seen.add(condition)
  })
  const seenFatal = new Set<string>()
  fatal?.forEach((condition, index) => {
    const at = fatalPath.index(index)
    if (seenFatal.has(condition)) errors.duplicate(at, condition)
    seenFatal.add(condition)
    if (seen.has(condition)) {
      errors.invalid(at, condition, 'bindingFailureConditions must not overlap with bindingConditions')
    }
  })
  if (!awaited?.length && fatal?.length) {
    errors.invalid(awaitedPath, awaited ?? null, 'bindingConditions are required to use bindingFailureConditions')
  }
  if (!fatal?.length && awaited?.length) {
    errors.invalid(fatalPath, fatal ?? null, 'bindingFailureConditions are required to use bindingConditions')
  }
}
