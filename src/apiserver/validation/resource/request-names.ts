import type { DeviceRequest } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from '../core/complaints.ts'
import { validateSet } from './lists.ts'

const MOST = 32
const UNKNOWN = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'"

/** The names of a claim's requests, each with those of its alternatives. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>

export const namesOf = (requests: readonly DeviceRequest[] | undefined): Names =>
  new Map(
    (requests ?? []).map(({ name = '', firstAvailable }) => [
      name,
      new Set((firstAvailable ?? []).map(alternative => alternative.name ?? '')),
    ]),
  )

export function validateRequestReferences(
  references: readonly string[] | undefined,
  names: Names,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const itself = (reference: string): string => reference
  validateSet(references, MOST, errors, path, itself, (reference, at) => {
    validateRequestReference(reference, names, errors, at)
  })
}

/** `gpu` or `gpu/large`. Truth: pkg/apis/resource/validation validateRequestNameRef */
export function validateRequestReference(reference: string, names: Names, errors: FieldErrors, path: FieldPath): void {
  const [request = '', alternative, ...more] = reference.split('/')
  if (more.length === 0) {
    validateFormat(dnsLabel, request, errors, path)
    if (alternative !== undefined) validateFormat(dnsLabel, alternative, errors, path)
    const known = names.get(request)
    if (known && (alternative === undefined || known.has(alternative))) return
  }
  errors.invalid(path, reference, UNKNOWN)
}
