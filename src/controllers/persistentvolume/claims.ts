import type { Pod } from '../../resource/kinds.ts'
import { isTerminal } from '../../resource/pod-state.ts'
import {
  classOf,
  hasModesFor,
  isKeptFor,
  modeOf,
  type PersistentVolume,
  sizeOfClaim,
  sizeOfVolume,
  type VolumeClaim,
} from '../../resource/volumes.ts'
import type { World } from '../controller.ts'
import { normal, warning } from '../steps.ts'
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, hasAnnotation } from './annotations.ts'
import { bind, claimPhase, type Part } from './binding.ts'
import { bestMatch } from './matching.ts'
import { assignDefaultClass, isDelayed, nodeIsChosen, provision } from './provisioning.ts'

export const volumeNamed = (world: World, name: string): PersistentVolume | undefined =>
  world.get('PersistentVolume', '', name) as PersistentVolume | undefined

const allVolumes = (world: World): readonly PersistentVolume[] =>
  world.list('PersistentVolume') as readonly PersistentVolume[]

/** Truth: pkg/controller/volume/persistentvolume/pv_controller.go syncClaim */
export function* syncClaim(claim: VolumeClaim, world: World): Part {
  if (hasAnnotation(claim, BIND_COMPLETED)) yield* syncBound(claim, world)
  else if (claim.spec.volumeName) yield* syncNamed(claim, claim.spec.volumeName, world)
  else yield* syncOpen(claim, world)
}

/** A claim that takes whatever suits it. */
function* syncOpen(claim: VolumeClaim, world: World): Part {
  const delayed = isDelayed(claim, world)
  const volume = bestMatch(claim, allVolumes(world), delayed)
  if (volume) {
    yield* bind(volume, claim)
    return
  }
  if (yield* assignDefaultClass(claim, world)) return
  if (delayed && !nodeIsChosen(claim)) yield* waitForPod(claim, world)
  else if (classOf(claim) !== '') {
    yield* pending(claim)
    yield* provision(claim, world)
    return
  } else
    yield normal(claim, 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set')
  yield* pending(claim)
}

/** A claim that names its volume. */
function* syncNamed(claim: VolumeClaim, name: string, world: World): Part {
  const volume = volumeNamed(world, name)
  if (!volume) yield* pending(claim)
  else if (!volume.spec.claimRef) {
    const problem = mismatch(volume, claim)
    if (problem) {
      yield warning(claim, 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${problem}`)
      yield* pending(claim)
    } else yield* bind(volume, claim)
  } else if (isKeptFor(volume, claim)) yield* bind(volume, claim)
  else if (!hasAnnotation(claim, BOUND_BY_CONTROLLER)) {
    yield warning(claim, 'FailedBinding', `volume "${name}" already bound to a different claim.`)
    yield* pending(claim)
  }
}

/** A claim that has been bound: what it had may be gone. */
function* syncBound(claim: VolumeClaim, world: World): Part {
  const { volumeName } = claim.spec
  if (!volumeName) {
    yield* lost(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!')
    return
  }
  const volume = volumeNamed(world, volumeName)
  if (!volume) yield* lost(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
  else if (!volume.spec.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) yield* bind(volume, claim)
  else yield* lost(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly')
}

function* lost(claim: VolumeClaim, reason: string, message: string): Part {
  if (claim.status?.phase !== 'Lost') yield warning(claim, reason, message)
  yield* claimPhase(claim, 'Lost')
}

const pending = (claim: VolumeClaim): Part => claimPhase(claim, 'Pending')

/** Truth: checkVolumeSatisfyClaim. A claim that names its volume is not held to its selector. */
function mismatch(volume: PersistentVolume, claim: VolumeClaim): string | undefined {
  if (sizeOfVolume(volume) < sizeOfClaim(claim)) return 'requested PV is too small'
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match'
  if ((volume.spec.volumeAttributesClassName ?? '') !== (claim.spec.volumeAttributesClassName ?? ''))
    return 'volumeAttributesClassName does not match'
  if (modeOf(volume) !== modeOf(claim)) return 'incompatible volumeMode'
  return hasModesFor(volume, claim) ? undefined : 'incompatible accessMode'
}

function* waitForPod(claim: VolumeClaim, world: World): Part {
  const names = waitingPods(claim, world)
  if (names.length === 0)
    yield normal(claim, 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
  else if (names.length === 1) yield normal(claim, 'WaitForPodScheduled', `waiting for pod ${names[0]} to be scheduled`)
  else yield normal(claim, 'WaitForPodScheduled', `waiting for pods ${names.join(',')} to be scheduled`)
}

function waitingPods({ metadata }: VolumeClaim, world: World): string[] {
  return world
    .list('Pod', metadata.namespace ?? '')
    .filter(pod => !pod.spec.nodeName && !isTerminal(pod) && claimNames(pod).includes(metadata.name ?? ''))
    .map(pod => pod.metadata.name ?? '')
}

/** The claims that a pod mounts; those of its own are named after it. */
export const claimNames = (pod: Pod): string[] =>
  (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName]
    return ephemeral ? [`${pod.metadata.name ?? ''}-${name}`] : []
  })
