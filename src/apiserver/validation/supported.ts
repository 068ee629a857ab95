import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'

/** A value of a closed set; `supported` in the order in which the server lists it. An empty value is a missing one when it is required. */
export function validateSupported(
  value: string | undefined,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!supported.includes(value ?? '')) errors.notSupported(path, value ?? '', supported)
}
