import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

/** Conditions that need only a type, each once. */
export function validateTypedConditions(
  conditions: readonly { type?: string }[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  const seen = new Set<string>()
  conditions?.forEach(({ type = '' }, index) => {
    const at = path.index(index).child('type')
    if (seen.has(type)) errors.duplicate(at, type)
    seen.add(type)
    if (type === '') errors.required(at, minor < 34 ? 'must not be empty' : '')
  })
}
