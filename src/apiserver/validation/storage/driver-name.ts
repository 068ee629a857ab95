import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const MOST_BYTES = 63

/** The name of a CSI driver; its case does not matter. Truth: pkg/apis/core/validation ValidateCSIDriverName */
export function validateDriverName(name: string, errors: FieldErrors, path: FieldPath): void {
  if (name === '') errors.required(path)
  if (byteLength(name) > MOST_BYTES) errors.tooLong(path, MOST_BYTES)
  if (name !== '') for (const complaint of dnsSubdomain(name.toLowerCase())) errors.invalid(path, name, complaint)
}
