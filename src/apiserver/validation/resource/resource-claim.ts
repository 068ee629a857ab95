import type { ResourceClaim } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { internalJson } from '../core/internal-json.ts'
import { keepForStatus } from '../core/keep-metadata.ts'
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateAdminAccess, validateAllocatedAdminAccess } from './admin-access.ts'
import { validateClaimStatus } from './claim-status.ts'
import { prepareClaimStatus } from './claim-status-fields.ts'
import { validateDeviceClaim } from './device-claim.ts'
import { dropDisabledClaimFields } from './disabled-fields.ts'
import { namesOf } from './request-names.ts'

type Claim = ResourceClaim & KubeObject

const SPEC = FieldPath.of('spec')

/** Truth: pkg/apis/resource/validation ValidateResourceClaim, pkg/registry/resource/resourceclaim */
export const resourceClaim: KindRules<Claim> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    dropDisabledClaimFields(object.spec?.devices, undefined, context)
  },
  validate(object, errors, context) {
    const devices = object.spec?.devices ?? {}
    validateAdminAccess(devices.requests, object.metadata.namespace, errors, context)
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateDeviceClaim(devices, false, errors, SPEC.child('devices'), context)
  },
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropDisabledClaimFields(object.spec?.devices, old.spec?.devices, context)
  },
  validateUpdate(object, old, errors, { minor }) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateObjectMetaUpdate(object, old, errors)
    const spec = object.spec ?? {}
    validateImmutable(spec, old.spec ?? {}, errors, SPEC, internalJson('ResourceClaimSpec', spec, minor))
  },
  subresources: {
    status: {
      prepareUpdate(object, old, context) {
        keepSpec(object, old)
        keepForStatus(object, old)
        prepareClaimStatus(object.status, old.status, context)
      },
      validateUpdate(object, old, errors, context) {
        validateAllocatedAdminAccess(object, old, errors, context)
        validateObjectMetaUpdate(object, old, errors)
        validateClaimStatus(object, old, namesOf(object.spec?.devices?.requests), errors, context)
      },
    },
  },
}
