import type { PersistentVolume, VolumeClaim } from '../../resource/volumes.ts'
import type { World } from '../controller.ts'
import { create, normal, remove, warning } from '../steps.ts'
import { hasAnnotation, PROVISIONED_BY } from './annotations.ts'
import { type Part, unbind, volumePhase } from './binding.ts'
import { recyclerFor, recyclerName } from './recycler.ts'

/** Truth: pkg/controller/volume/persistentvolume/pv_controller.go syncVolume */
export function* syncVolume(volume: PersistentVolume, world: World): Part {
  const { claimRef } = volume.spec
  if (!claimRef?.uid) {
    yield* volumePhase(volume, 'Available')
    return
  }
  const claim = ownerOf(volume, world)
  if (!claim) yield* release(volume, world)
  else if (claim.spec.volumeName === volume.metadata.name) yield* volumePhase(volume, 'Bound')
  else if (claim.spec.volumeName) {
    const made = hasAnnotation(volume, PROVISIONED_BY) && volume.spec.persistentVolumeReclaimPolicy === 'Delete'
    if (made) yield* release(volume, world)
    else yield* unbind(volume)
  }
}

/** The claim a volume belongs to; a new claim of the same name is another one. */
export function ownerOf({ spec: { claimRef } }: PersistentVolume, world: World): VolumeClaim | undefined {
  const { namespace = '', name = '', uid } = claimRef ?? {}
  const claim = world.get('PersistentVolumeClaim', namespace, name) as VolumeClaim | undefined
  return claim?.metadata.uid === uid ? claim : undefined
}

function* release(volume: PersistentVolume, world: World): Part {
  const { phase } = volume.status ?? {}
  const released = phase === 'Released' || phase === 'Failed' ? volume : yield* volumePhase(volume, 'Released')
  if (released) yield* reclaim(released, world)
}

function* reclaim(volume: PersistentVolume, world: World): Part {
  switch (volume.spec.persistentVolumeReclaimPolicy) {
    case 'Delete':
      return yield* discard(volume)
    case 'Recycle':
      return yield* recycle(volume, world)
  }
}

/** Files of the node below /tmp are the only thing that the controller deletes itself; drivers delete theirs. */
function* discard(volume: PersistentVolume): Part {
  if (hasAnnotation(volume, PROVISIONED_BY) || volume.status?.phase === 'Failed') return
  if (volume.metadata.deletionTimestamp) return
  const { hostPath, csi } = volume.spec
  if (csi) return
  const path = hostPath?.path ?? ''
  if (hostPath && /^\/tmp\/.+/.test(path)) {
    yield remove(volume)
    return
  }
  const why = hostPath
    ? `host_path deleter only supports /tmp/.+ but received provided ${path}`
    : `error getting deleter volume plugin for volume "${volume.metadata.name}": no deletable volume plugin matched`
  yield* volumePhase(volume, 'Failed', why)
  yield warning(volume, 'VolumeFailedDelete', why)
}

/** A pod empties the volume, and it is as new. Only files of a node and NFS can be emptied. */
function* recycle(volume: PersistentVolume, world: World): Part {
  if (!volume.spec.hostPath && !volume.spec.nfs) {
    if (volume.status?.phase === 'Failed') return
    const why = 'No recycler plugin found for the volume!'
    yield* volumePhase(volume, 'Failed', why)
    yield warning(volume, 'VolumeFailedRecycle', why)
    return
  }
  const pod = world.get('Pod', 'default', recyclerName(volume))
  if (!pod) {
    yield create(recyclerFor(volume))
    return
  }
  const node = pod.spec.nodeName
  if (node)
    yield normal(
      volume,
      'RecyclerPod',
      `Recycler pod: Successfully assigned default/${recyclerName(volume)} to ${node}`,
    )
  const { phase } = pod.status ?? {}
  if (phase === 'Succeeded') {
    yield normal(volume, 'VolumeRecycled', 'Volume recycled')
    yield* unbind(volume)
    yield remove(pod)
  } else if (phase === 'Failed') {
    const why = `Recycle failed: ${pod.status?.message ?? 'pod failed, pod.Status.Message unknown'}`
    yield* volumePhase(volume, 'Failed', why)
    yield warning(volume, 'VolumeFailedRecycle', why)
    yield remove(pod)
  }
}
