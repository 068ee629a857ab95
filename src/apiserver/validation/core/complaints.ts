import type { NameFormat } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

/** Every complaint of a name format about a value becomes an error at the path. */
export function validateFormat(format: NameFormat, value: string, errors: FieldErrors, path: FieldPath): void {
  for (const complaint of format(value)) errors.invalid(path, value, complaint)
}

export function validateRequiredFormat(
  format: NameFormat,
  value: string | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!value) errors.required(path)
  else validateFormat(format, value, errors, path)
}
