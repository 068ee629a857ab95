import type { PersistentVolume } from '../resource/volumes.ts'
import type { Controller } from './controller.ts'
import { update } from './steps.ts'

const FINALIZER = 'kubernetes.io/pv-protection'

/**
 * A volume that is to be deleted stays as long as it is bound.
 *
 * Truth: pkg/controller/volume/pvprotection/pv_protection_controller.go
 */
export const persistentVolumeProtection: Controller<'PersistentVolume'> = {
  name: 'persistentvolume-protection-controller',
  kind: 'PersistentVolume',
  *reconcile(object) {
    const volume = object as PersistentVolume
    const { deletionTimestamp, finalizers = [] } = volume.metadata
    if (deletionTimestamp === undefined || !finalizers.includes(FINALIZER) || volume.status?.phase === 'Bound') return
    yield update({
      ...volume,
      metadata: { ...volume.metadata, finalizers: finalizers.filter(one => one !== FINALIZER) },
    })
  },
}
