import type { CSIStorageCapacity } from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { dnsSubdomain, negativeComplaint } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { canonicalQuantity, parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat } from '../core/complaints.ts'
import { deprecated, ELSEWHERE_SINCE, termWarnings } from '../core/scheduling-warnings.ts'
import { selectorText, validateLabelSelector } from '../label-selector.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type Capacity = CSIStorageCapacity & KubeObject

const TOPOLOGY = FieldPath.of('nodeTopology')
const CLASS = FieldPath.of('storageClassName')

/** Truth: pkg/apis/storage/validation ValidateCSIStorageCapacity */
export const csiStorageCapacity: KindRules<Capacity> = {
  demandsResourceVersion: true,

  validate: validateCapacity,

  validateUpdate(object, old, errors) {
    validateCapacity(object, errors)
    validateObjectMetaUpdate(object, old, errors)
    const { nodeTopology } = object
    if (!semanticallyEqual(nodeTopology, old.nodeTopology)) {
      errors.invalid(
        TOPOLOGY,
        nodeTopology ? selectorText(nodeTopology as Parameters<typeof selectorText>[0]) : null,
        IMMUTABLE,
      )
    }
    const name = object.storageClassName ?? ''
    if (name !== (old.storageClassName ?? '')) errors.invalid(CLASS, name, IMMUTABLE)
  },

  /** Truth: pkg/api/node/util.go GetWarningsForNodeSelector */
  warnings({ nodeTopology = {} }, { minor }) {
    if (minor < ELSEWHERE_SINCE) return []
    const labels = Object.keys(nodeTopology.matchLabels ?? {}).flatMap(label => {
      const why = deprecated(label)
      return why ? [`${TOPOLOGY.child('matchLabels', label)}: ${why}`] : []
    })
    return [...termWarnings(nodeTopology, TOPOLOGY), ...labels]
  },
}

function validateCapacity(object: Capacity, errors: FieldErrors): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  validateLabelSelector(object.nodeTopology, errors, TOPOLOGY)
  validateFormat(dnsSubdomain, object.storageClassName ?? '', errors, CLASS)
  // The largest volume is a matter of the driver's own.
  const { capacity } = object
  if (capacity !== undefined && (parseQuantity(capacity)?.nanos ?? 0n) < 0n) {
    errors.invalid(FieldPath.of('capacity'), canonicalQuantity(capacity), negativeComplaint)
  }
}
