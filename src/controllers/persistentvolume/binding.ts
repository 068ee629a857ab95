import { equal } from '../../resource/json.ts'
import { type ClaimReference, isKeptFor, type PersistentVolume, type VolumeClaim } from '../../resource/volumes.ts'
import { type Answer, type Step, succeeded } from '../controller.ts'
import { update, updateStatus } from '../steps.ts'
import {
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  hasAnnotation,
  withAnnotations,
  withoutAnnotation,
} from './annotations.ts'

export type Part<T = void> = Generator<Step, T, Answer>

/** Ties a volume and a claim to each other: the volume first, so that nobody else takes it meanwhile. */
export function* bind(volume: PersistentVolume, claim: VolumeClaim): Part {
  const held = yield* write(volume, keptFor(volume, claim))
  if (!held) return
  const bound = yield* volumePhase(held, 'Bound')
  if (!bound) return
  const told = yield* write(claim, boundTo(claim, bound))
  if (told) yield* claimPhase(told, 'Bound', bound)
}

/** The volume as the claim's. Truth: component-helpers/storage/volume GetBindVolumeToClaim */
export function keptFor(volume: PersistentVolume, claim: VolumeClaim): PersistentVolume {
  const { namespace, name, uid } = claim.metadata
  const claimRef: ClaimReference = {
    kind: 'PersistentVolumeClaim',
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(uid === undefined ? {} : { uid }),
    apiVersion: 'v1',
  }
  const { claimRef: before } = volume.spec
  const same = before?.uid === uid && before?.name === name && before?.namespace === namespace
  const kept = same ? volume : { ...volume, spec: { ...volume.spec, claimRef } }
  return isKeptFor(volume, claim) ? kept : withAnnotations(kept, { [BOUND_BY_CONTROLLER]: 'yes' })
}

function boundTo(claim: VolumeClaim, { metadata: { name = '' } }: PersistentVolume): VolumeClaim {
  if (claim.spec.volumeName === name && hasAnnotation(claim, BIND_COMPLETED)) return claim
  const byUs: Readonly<Record<string, string>> = claim.spec.volumeName ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }
  const named = { ...claim, spec: { ...claim.spec, volumeName: name } }
  return withAnnotations(named, { ...byUs, [BIND_COMPLETED]: 'yes' })
}

/** Gives a volume back that belongs to a claim which has another one. What the user wrote stays, without the uid. */
export function* unbind(volume: PersistentVolume): Part {
  const { claimRef, ...spec } = volume.spec
  const { uid: _, ...reference } = claimRef ?? {}
  const free = hasAnnotation(volume, BOUND_BY_CONTROLLER)
    ? withoutAnnotation({ ...volume, spec }, BOUND_BY_CONTROLLER)
    : { ...volume, spec: { ...spec, claimRef: reference } }
  const freed = yield* write(volume, free)
  if (freed) yield* volumePhase(freed, 'Available')
}

export function* volumePhase(
  volume: PersistentVolume,
  phase: string,
  message?: string,
): Part<PersistentVolume | undefined> {
  const { status } = volume
  if (status?.phase === phase && status.message === message) return volume
  const { message: _, reason: __, ...rest } = status ?? {}
  const next = { ...volume, status: { ...rest, phase, ...(message === undefined ? {} : { message }) } }
  const answer = yield updateStatus(next)
  return succeeded(answer) ? (answer.object as PersistentVolume) : undefined
}

/** The claim's status; what it has is copied from its volume when it becomes bound. Truth: updateClaimStatus */
export function* claimPhase(claim: VolumeClaim, phase: string, volume?: PersistentVolume): Part {
  const { accessModes: _, capacity, currentVolumeAttributesClassName: __, ...rest } = claim.status ?? {}
  const becomes = claim.status?.phase !== phase
  const current = becomes ? volume?.spec.volumeAttributesClassName : claim.status?.currentVolumeAttributesClassName
  const had = becomes ? volume?.spec.capacity : capacity
  const status = volume
    ? {
        ...rest,
        phase,
        ...(volume.spec.accessModes ? { accessModes: volume.spec.accessModes } : {}),
        ...(had ? { capacity: had } : {}),
        ...(current ? { currentVolumeAttributesClassName: current } : {}),
      }
    : { ...rest, phase }
  if (!equal(status, claim.status ?? {})) yield updateStatus({ ...claim, status })
}

/** Writes what has changed; the object as it is now, or nothing when it was refused. */
export function* write<T extends VolumeClaim | PersistentVolume>(before: T, after: T): Part<T | undefined> {
  if (equal(before, after)) return before
  const answer = yield update(after)
  return succeeded(answer) ? (answer.object as T) : undefined
}
