import { matchesSelector } from '../resource/labels.ts'
import { amountOf } from '../resource/pod-requests.ts'
import { findVolume, sizeOfClaim } from '../resource/volumes.ts'
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import { keyOf, type PersistentVolumeClaim, type StorageClass } from './objects.ts'
import { classOf, reaches, type Storage } from './storage.ts'

const NO_PROVISIONER = 'kubernetes.io/no-provisioner'

/** The claims of a pod: bound ones, and those whose volume is chosen together with the node. */
export interface Claims {
  readonly bound: PersistentVolumeClaim[]
  readonly delayed: PersistentVolumeClaim[]
}

export interface VolumeChoice {
  readonly reasons: readonly string[]
  /** Claim (`namespace/name`) → the existing volume it gets. */
  readonly bindings: ReadonlyMap<string, string>
  /** Claims for which a volume has to be made. */
  readonly provisions: readonly string[]
}

export const isDelayed = (claim: PersistentVolumeClaim, storage: Storage): boolean =>
  storage.classes.get(classOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer'

/**
 * Which volumes a pod would get on a node, or why it cannot have them there. An existing volume is preferred to a
 * new one; claims choose in the order of their size.
 *
 * Truth: plugins/volumebinding/binder.go FindPodVolumes
 */
export function findVolumes(claims: Claims, node: NodeInfo, cluster: Cluster): VolumeChoice | { error: string } {
  const { storage, release } = cluster
  const reasons: string[] = []
  const bindings = new Map<string, string>()
  const provisions: string[] = []
  const result = { reasons, bindings, provisions }
  let reachable = true
  let present = true
  for (const { spec } of claims.bound) {
    const volume = storage.volumes.get(spec.volumeName ?? '')
    if (!volume) present = false
    else if (!reaches(volume, node)) reachable = false
    if (!present || !reachable) break
  }
  if (!reachable)
    reasons.push(
      release.minor >= 33
        ? "node(s) didn't match PersistentVolume's node affinity"
        : 'node(s) had volume node affinity conflict',
    )
  const outcome = claims.delayed.length > 0 ? choose() : 'fine'
  if (typeof outcome === 'object') return outcome
  if (outcome === 'none') reasons.push("node(s) didn't find available persistent volumes to bind")
  if (outcome === 'full') reasons.push('node(s) did not have enough free storage')
  if (!present) reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)')
  return result

  function choose(): 'fine' | 'none' | 'full' | { error: string } {
    const toProvision: PersistentVolumeClaim[] = []
    const toMatch: PersistentVolumeClaim[] = []
    for (const claim of claims.delayed) {
      const selected = claim.metadata.annotations?.['volume.kubernetes.io/selected-node']
      if (selected === undefined) toMatch.push(claim)
      else if (selected === node.name) toProvision.push(claim)
      else return 'none'
    }
    toMatch.sort((a, b) => sizeOfClaim(a) - sizeOfClaim(b))
    const chosen = new Set<string>()
    for (const claim of toMatch) {
      const candidates = storage.volumesOfClass(classOf(claim))
      const volume = findVolume(claim, candidates, { reaches: one => reaches(one, node), taken: chosen })
      if (!volume) {
        toProvision.push(claim)
        continue
      }
      chosen.add(volume.metadata.name ?? '')
      bindings.set(keyOf(claim.metadata), volume.metadata.name ?? '')
    }
    for (const claim of toProvision) {
      const className = classOf(claim)
      if (!className) return { error: `no class for claim "${keyOf(claim.metadata)}"` }
      const storageClass = storage.classes.get(className)
      if (!storageClass) return { error: `failed to find storage class "${className}"` }
      const { provisioner } = storageClass
      if (!provisioner || provisioner === NO_PROVISIONER || !isAllowed(storageClass, node)) return 'none'
      if (release.capacityTracking && !hasRoom(claim, storageClass, node, storage)) return 'full'
      provisions.push(keyOf(claim.metadata))
    }
    return 'fine'
  }
}

/** One of the class's topology terms holds; a class without any provisions everywhere. Truth: MatchTopologySelectorTerms */
function isAllowed({ allowedTopologies = [] }: StorageClass, { labels }: NodeInfo): boolean {
  if (allowedTopologies.length === 0) return true
  return allowedTopologies.some(({ matchLabelExpressions = [] }) => {
    if (matchLabelExpressions.length === 0) return false
    return matchLabelExpressions.every(
      ({ key, values = [] }) => Object.hasOwn(labels, key) && values.includes(labels[key]!),
    )
  })
}

/** A driver that tracks capacity has to report a segment with room that the node can reach. Truth: binder.go hasEnoughCapacity */
function hasRoom(
  claim: PersistentVolumeClaim,
  { metadata, provisioner }: StorageClass,
  node: NodeInfo,
  storage: Storage,
) {
  if (!storage.csiDrivers.get(provisioner ?? '')?.spec?.storageCapacity) return true
  const size = claim.spec.resources?.requests?.['storage']
  if (size === undefined) return true
  const wanted = sizeOfClaim(claim)
  for (const { storageClassName, capacity, maximumVolumeSize, nodeTopology } of storage.capacities.values()) {
    if (storageClassName !== metadata.name) continue
    const limit = maximumVolumeSize ?? capacity
    if (limit === undefined || amountOf('storage', limit) < wanted) continue
    if (nodeTopology && matchesSelector(nodeTopology, node.labels)) return true
  }
  return false
}
