import type { PersistentVolumeClaim } from '../../../schemas/types/core/v1.generated.ts'
import type { StorageClass } from '../../../schemas/types/storage.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import { parseQuantity } from '../../resource/quantity.ts'
import { forbidden } from '../status.ts'
import { claimClass } from './claim-class.ts'
import type { AdmissionPlugin } from './plugin.ts'

/** A claim may grow only if its class lets volumes grow. Truth: plugin/pkg/admission/storage/persistentvolume/resize */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate(object, old, { operation, resource, subresource, world, openWorld }) {
    if (operation !== 'update' || !old || subresource) return undefined
    if (resource.group !== '' || resource.kind !== 'PersistentVolumeClaim') return undefined
    const claim = object as PersistentVolumeClaim & KubeObject
    const before = old as PersistentVolumeClaim & KubeObject
    if (sizeOf(claim) <= sizeOf(before)) return undefined
    const refuse = (why: string) =>
      forbidden({ group: '', name: 'persistentvolumeclaims' }, object.metadata.name ?? '', why)
    if (before.status?.phase !== 'Bound') return refuse('Only bound persistent volume claims can be expanded')
    const name = claimClass(claim)
    const found = world.get('storage.k8s.io', 'StorageClass', '', name) as (StorageClass & KubeObject) | undefined
    const same = name !== '' && name === claimClass(before)
    if (same && (found ? found.allowVolumeExpansion : openWorld)) return undefined
    return refuse(
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    )
  },
}

const sizeOf = ({ spec }: PersistentVolumeClaim): bigint =>
  parseQuantity(spec?.resources?.requests?.['storage'] ?? '0')?.nanos ?? 0n
