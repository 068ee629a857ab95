import { type LabelSelector, matchesSelector } from './labels.ts'
import type { NodeSelector } from './node-selector.ts'
import type { KubeObject } from './object.ts'
import { amountOf } from './pod-requests.ts'

/** Quantities as an object has them, be it read from a manifest or from a store. */
type Amounts = Readonly<Record<string, string | number | bigint | null | undefined>>

export interface PersistentVolume extends KubeObject {
  spec: {
    capacity?: Amounts
    accessModes?: string[]
    storageClassName?: string
    volumeMode?: string
    volumeAttributesClassName?: string
    persistentVolumeReclaimPolicy?: string
    claimRef?: ClaimReference
    nodeAffinity?: { required?: NodeSelector }
    hostPath?: { path?: string }
    nfs?: object
    csi?: { driver?: string; volumeHandle?: string }
  }
  status?: { phase?: string; message?: string; reason?: string }
}

export interface ClaimReference {
  kind?: string
  apiVersion?: string
  namespace?: string
  name?: string
  uid?: string
  resourceVersion?: string
}

export interface VolumeClaim extends KubeObject {
  spec: {
    accessModes?: string[]
    resources?: { requests?: Amounts }
    storageClassName?: string
    volumeMode?: string
    volumeName?: string
    volumeAttributesClassName?: string
    selector?: LabelSelector
  }
  status?: {
    phase?: string
    accessModes?: string[]
    capacity?: Amounts
    currentVolumeAttributesClassName?: string
  }
}

export interface StorageClass extends KubeObject {
  provisioner?: string
  volumeBindingMode?: string
  reclaimPolicy?: string
}

const CLASS = 'volume.beta.kubernetes.io/storage-class'

/** The old annotation wins over the field. Truth: component-helpers/storage/volume GetPersistentVolumeClaimClass */
export const classOf = ({ metadata, spec }: PersistentVolume | VolumeClaim): string =>
  metadata.annotations?.[CLASS] ?? spec.storageClassName ?? ''

/** Whether anybody has said a class, be it the empty one. */
export const saysClass = ({ metadata, spec }: VolumeClaim): boolean =>
  metadata.annotations?.[CLASS] !== undefined || spec.storageClassName !== undefined

/** A volume may be kept for a claim before the claim exists: then there is no uid. Truth: IsVolumeBoundToClaim */
export function isKeptFor({ spec: { claimRef } }: PersistentVolume, { metadata }: VolumeClaim): boolean {
  if (!claimRef || claimRef.name !== metadata.name) return false
  if (claimRef.namespace !== (metadata.namespace ?? 'default')) return false
  return !claimRef.uid || claimRef.uid === metadata.uid
}

export const sizeOfClaim = ({ spec }: VolumeClaim): number => amountOf('storage', spec.resources?.requests?.['storage'])
export const sizeOfVolume = ({ spec }: PersistentVolume): number => amountOf('storage', spec.capacity?.['storage'])

export const hasModesFor = (volume: PersistentVolume, claim: VolumeClaim): boolean =>
  (claim.spec.accessModes ?? []).every(mode => volume.spec.accessModes?.includes(mode))

export const modeOf = ({ spec }: PersistentVolume | VolumeClaim): string => spec.volumeMode ?? 'Filesystem'

const attributesOf = ({ spec }: PersistentVolume | VolumeClaim): string => spec.volumeAttributesClassName ?? ''

export interface Search {
  /** Where the volume has to be usable; without it the question is not yet about a node. */
  readonly reaches?: (volume: PersistentVolume) => boolean
  /** Volumes that other claims of the pod have taken. */
  readonly taken?: ReadonlySet<string>
  /** The node decides: only a volume that is kept for the claim will do. */
  readonly delayed?: boolean
}

/**
 * The smallest available volume that suits a claim; one that is kept for it comes first, and if that one is out of
 * reach nothing will do. Of several of one size the first of the list.
 *
 * Truth: component-helpers/storage/volume/pv_helpers.go FindMatchingVolume
 */
export function findVolume(
  claim: VolumeClaim,
  volumes: Iterable<PersistentVolume>,
  { reaches, taken, delayed = false }: Search = {},
): PersistentVolume | undefined {
  const wanted = sizeOfClaim(claim)
  let smallest: PersistentVolume | undefined
  let smallestSize = Number.POSITIVE_INFINITY
  for (const volume of volumes) {
    const { spec, metadata, status } = volume
    if (taken?.has(metadata.name ?? '')) continue
    const kept = isKeptFor(volume, claim)
    if (spec.claimRef && !kept) continue
    const size = sizeOfVolume(volume)
    if (size < wanted || modeOf(volume) !== modeOf(claim) || attributesOf(volume) !== attributesOf(claim)) continue
    if (metadata.deletionTimestamp) continue
    if (kept) return reaches?.(volume) === false ? undefined : volume
    if (delayed && !reaches) continue
    if (status?.phase !== 'Available' || classOf(volume) !== classOf(claim)) continue
    if (claim.spec.selector && !matchesSelector(claim.spec.selector, metadata.labels)) continue
    if (size >= smallestSize || reaches?.(volume) === false) continue
    if (reaches && !hasModesFor(volume, claim)) continue
    smallest = volume
    smallestSize = size
  }
  return smallest
}
