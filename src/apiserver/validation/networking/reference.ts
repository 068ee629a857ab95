import { dnsSubdomain, pathSegment } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat, validateRequiredFormat } from '../core/complaints.ts'

interface Reference {
  apiGroup?: string
  kind?: string
  name?: string
}

/** An object of any kind, by names that can stand in a URL. Truth: pkg/apis/networking/validation validateIngressTypedLocalObjectReference */
export function validateReference({ apiGroup, kind, name }: Reference, errors: FieldErrors, path: FieldPath): void {
  if (apiGroup !== undefined && apiGroup !== null)
    validateFormat(dnsSubdomain, apiGroup, errors, path.child('apiGroup'))
  validateRequiredFormat(pathSegment, kind, errors, path.child('kind'))
  validateRequiredFormat(pathSegment, name, errors, path.child('name'))
}
