import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'

/**
 * A certificate request is a PEM block of that type. Its signature is not checked here: that takes
 * cryptography, which this room does without.
 */
export function validatePem(base64: string, errors: FieldErrors, path: FieldPath): void {
  if (holdsPem(base64, 'CERTIFICATE REQUEST')) return
  errors.invalid(path, typed('[]byte', base64 === '' ? null : base64), 'PEM block type must be CERTIFICATE REQUEST')
}

/** Whether base64 text holds a PEM block of a type. */
export function holdsPem(base64: string, type: string): boolean {
  const text = decode(base64)
  const begin = text.indexOf(`-----BEGIN ${type}-----\n`)
  return begin >= 0 && text.indexOf(`-----END ${type}-----`, begin) > begin
}

/** The bytes of a base64 text as Latin-1. */
function decode(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}
