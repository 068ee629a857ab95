import type { Lease } from '../../../../schemas/types/coordination.k8s.io/v1.generated.ts'
import { dnsSubdomain, negativeComplaint } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validatePlainObjectMeta, validatePlainObjectMetaUpdate } from '../object-meta.ts'

const SPEC = FieldPath.of('spec')

/** Truth: pkg/apis/coordination/validation */
export const lease: KindRules<Lease & KubeObject> = {
  createsOnUpdate: true,
  demandsResourceVersion: true,
  prepareCreate: dropDisabledFields,
  prepareUpdate: (object, _old, context) => dropDisabledFields(object, context),
  validate(object, errors) {
    validatePlainObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object, errors)
  },
  validateUpdate(object, old, errors) {
    validatePlainObjectMetaUpdate(object, old, errors)
    validateSpec(object, errors)
  },
}

/** Leader election by the server is not on by default. */
function dropDisabledFields({ spec }: Lease, { gates }: Context): void {
  if (!spec || gates.enabled('CoordinatedLeaderElection')) return
  delete spec.strategy
  delete spec.preferredHolder
}

function validateSpec({ spec }: Lease, errors: FieldErrors): void {
  const { leaseDurationSeconds, leaseTransitions } = spec ?? {}
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    errors.invalid(SPEC.child('leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0')
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    const text = errors.minor < 23 ? 'must to greater or equal than 0' : negativeComplaint
    errors.invalid(SPEC.child('leaseTransitions'), leaseTransitions, text)
  }
}
