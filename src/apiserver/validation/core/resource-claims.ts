import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import { internalJson } from './internal-json.ts'

export function claimNamesOf({ resourceClaims }: PodSpec): ReadonlySet<string> {
  return resourceClaims?.length ? new Set(resourceClaims.flatMap(({ name }) => (name ? [name] : []))) : NONE
}
const NONE: ReadonlySet<string> = new Set()

/** Truth: pkg/apis/core/validation validatePodResourceClaims */
export function validateResourceClaims({ resourceClaims }: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const names = new Set<string>()
  resourceClaims?.forEach((claim, index) => {
    const at = path.index(index)
    const { name, resourceClaimName: claimName, resourceClaimTemplateName: template } = claim
    if (!name) errors.required(at.child('name'))
    else if (names.has(name)) errors.duplicate(at.child('name'), name)
    else {
      validateFormat(dnsLabel, name, errors, at.child('name'))
      names.add(name)
    }
    const byName = typeof claimName === 'string'
    const byTemplate = typeof template === 'string'
    const shown = (): ReturnType<typeof internalJson> => internalJson('PodResourceClaim', claim)
    if (byName && byTemplate) {
      const why = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'
      errors.invalid(at, shown(), why)
    }
    if (!byName && !byTemplate) {
      errors.invalid(at, shown(), 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`')
    }
    if (byName) validateFormat(dnsSubdomain, claimName, errors, at.child('resourceClaimName'))
    if (byTemplate) validateFormat(dnsSubdomain, template, errors, at.child('resourceClaimTemplateName'))
  })
}
