import type { PersistentVolumeClaim, Pod } from '../resource/kinds.ts'
import { isTerminal } from '../resource/pod-state.ts'
import type { Controller, ObjectKey } from './controller.ts'
import { update } from './steps.ts'

const FINALIZER = 'kubernetes.io/pvc-protection'

/**
 * A claim that is to be deleted stays as long as a pod with a node uses it.
 *
 * Truth: pkg/controller/volume/pvcprotection/pvc_protection_controller.go
 */
export const persistentVolumeClaimProtection: Controller<'PersistentVolumeClaim'> = {
  name: 'persistentvolumeclaim-protection-controller',
  kind: 'PersistentVolumeClaim',
  watches: { Pod: ({ object }) => claimsOf(object as Pod) },
  *reconcile(claim: PersistentVolumeClaim, world) {
    const { namespace = '', name = '', deletionTimestamp, finalizers = [] } = claim.metadata
    if (deletionTimestamp === undefined || !finalizers.includes(FINALIZER)) return
    const used = world.list('Pod', namespace).some(pod => pod.spec.nodeName && uses(pod, name))
    if (used) return
    const metadata = { ...claim.metadata, finalizers: finalizers.filter(other => other !== FINALIZER) }
    yield update({ ...claim, metadata })
  },
}

/** A pod that is done keeps its claims until it is deleted; those of its own go with it. */
function uses(pod: Pod, name: string): boolean {
  return (pod.spec.volumes ?? []).some(
    volume =>
      volume.persistentVolumeClaim?.claimName === name ||
      (volume['ephemeral'] !== undefined && !isTerminal(pod) && `${pod.metadata.name}-${volume.name}` === name),
  )
}

function claimsOf(pod: Pod): ObjectKey[] {
  const namespace = pod.metadata.namespace ?? ''
  return (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [{ namespace, name: persistentVolumeClaim.claimName }]
    return ephemeral ? [{ namespace, name: `${pod.metadata.name ?? ''}-${name}` }] : []
  })
}
