import { pathSegment } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

interface Reference {
  kind?: string
  name?: string
  apiVersion?: string
}

/** An object by kind and name; both become part of a URL. Truth: ValidateCrossVersionObjectReference */
export function validateObjectReference(reference: Reference, errors: FieldErrors, path: FieldPath): void {
  for (const field of ['kind', 'name'] as const) {
    const value = reference[field]
    if (!value) errors.required(path.child(field))
    else for (const complaint of pathSegment(value)) errors.invalid(path.child(field), value, complaint)
  }
}

/** The target of a scale must be of a group: nothing in the core group but ReplicationControllers can be scaled. */
export function validateTargetApiVersion(
  { apiVersion = '', kind }: Reference,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('apiVersion')
  const parts = apiVersion.split('/')
  if (parts.length > 2) errors.invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
  else if (parts.length < 2 && !(apiVersion === 'v1' && kind === 'ReplicationController')) {
    errors.invalid(at, apiVersion, 'apiVersion must specify API group')
  }
}
