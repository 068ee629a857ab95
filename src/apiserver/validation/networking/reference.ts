import { dnsSubdomain, pathSegment } from '../../../resource/names.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from '../core/complaints.ts'

interface Reference {
  apiGroup?: string
  kind?: string
  name?: string
}

/** An object of any kind, by names that can stand in a URL. Truth: pkg/apis/networking/validation validateIngressTypedLocalObjectReference */
export function validateReference(
  { apiGroup, kind, name }: Reference,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  if (apiGroup !== undefined && apiGroup !== null)
    validateFormat(dnsSubdomain, apiGroup, errors, path.child('apiGroup'))
  for (const [field, value] of [
    ['kind', kind],
    ['name', name],
  ] as const) {
    if (!value) errors.required(path.child(field), minor < 21 ? `${field} is required` : '')
    else validateFormat(pathSegment, value, errors, path.child(field))
  }
}
