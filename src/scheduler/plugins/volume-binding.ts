import type { Cluster } from '../cluster.ts'
import type { FilterPlugin } from '../framework.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import { failure, type Status, unresolvable } from '../status.ts'
import { isBound } from '../storage.ts'
import { type Claims, findVolumes, isDelayed } from '../volume-match.ts'

const NAME = 'VolumeBinding'
const UNBOUND = unresolvable(NAME, 'pod has unbound immediate PersistentVolumeClaims')

/** Truth: plugins/volumebinding/volume_binding.go PreFilter, Filter */
export const volumeBinding: FilterPlugin = {
  name: NAME,
  scope: 'node',
  preFilter(pod, cluster) {
    const claims = claimsOf(pod, cluster)
    if (!claims) return undefined
    if ('reasons' in claims) return { kind: 'rejected', status: claims }
    const state = {
      verdict: (node: Parameters<typeof findVolumes>[1]) => {
        const found = findVolumes(claims, node, cluster)
        if ('error' in found) return failure(NAME, found.error)
        return found.reasons.length > 0 ? unresolvable(NAME, ...found.reasons) : undefined
      },
    }
    const only = cluster.release.narrowsByVolume ? localNodes(claims.bound, cluster) : undefined
    return only ? { kind: 'check', state, only } : { kind: 'check', state }
  },
}

/** The claims of a pod: bound ones, and those whose volume is chosen with the node. undefined for a pod without any. */
export function claimsOf({ shape, pod, name }: PodInfo, cluster: Cluster): Claims | Status | undefined {
  if (shape.claims.length === 0) return undefined
  const { storage } = cluster
  const claims: Claims = { bound: [], delayed: [] }
  let immediate = false
  for (const use of shape.claims) {
    const claim = storage.claims.get(use.key)
    if (!claim)
      return unresolvable(
        NAME,
        use.ephemeral && cluster.release.minor >= 21
          ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.name}"`
          : `persistentvolumeclaim "${use.name}" not found`,
      )
    if (claim.status?.phase === 'Lost' && cluster.release.minor >= 21)
      return unresolvable(
        NAME,
        `persistentvolumeclaim "${use.name}" bound to non-existent persistentvolume "${claim.spec.volumeName}"`,
      )
    if (claim.metadata.deletionTimestamp)
      return unresolvable(NAME, `persistentvolumeclaim "${use.name}" is being deleted`)
    if (use.ephemeral && !isOwnedBy(claim, pod.metadata.uid))
      return unresolvable(
        NAME,
        `PVC ${use.key} was not created for pod ${pod.metadata.namespace}/${name} (pod is not owner)`,
      )
    if (isBound(claim)) claims.bound.push(claim)
    else if (!claim.spec.volumeName && isDelayed(claim, storage)) claims.delayed.push(claim)
    else immediate = true
  }
  return immediate ? UNBOUND : claims
}

/** Without a uid (a pod that was never created) the owner is taken on trust. */
const isOwnedBy = (claim: PersistentVolumeClaim, uid: string | undefined): boolean =>
  uid === undefined || (claim.metadata.ownerReferences?.some(owner => owner.controller && owner.uid === uid) ?? false)

/**
 * The nodes that bound local volumes leave; undefined when they leave all of them.
 *
 * Truth: plugins/volumebinding/binder.go GetEligibleNodes, pkg/volume/util GetLocalPersistentVolumeNodeNames
 */
function localNodes(claims: readonly PersistentVolumeClaim[], { storage }: Cluster): Set<string> | undefined {
  let nodes: Set<string> | undefined
  for (const { spec } of claims) {
    const volume = storage.volumes.get(spec.volumeName ?? '')
    if (!volume) return undefined
    const hosts = hostsOf(volume)
    if (!hosts) continue
    const before = nodes
    nodes = before ? new Set([...hosts].filter(host => before.has(host))) : hosts
  }
  return nodes
}

function hostsOf({ spec: { local, nodeAffinity } }: PersistentVolume): Set<string> | undefined {
  if (!local || !nodeAffinity?.required) return undefined
  const hosts = new Set<string>()
  for (const { matchExpressions = [] } of nodeAffinity.required.nodeSelectorTerms ?? []) {
    const lists = matchExpressions
      .filter(({ key, operator }) => key === 'kubernetes.io/hostname' && operator === 'In')
      .map(({ values = [] }) => values)
    for (const host of lists[0] ?? []) if (lists.every(values => values.includes(host))) hosts.add(host)
  }
  return hosts
}
