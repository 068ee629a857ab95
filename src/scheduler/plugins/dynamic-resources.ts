import { matchesNodeSelector } from '../../resource/node-selector.ts'
import type { Cluster } from '../cluster.ts'
import type { FilterPlugin } from '../framework.ts'
import type { ResourceClaim } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unresolvable } from '../status.ts'

const NAME = 'DynamicResources'
const ELSEWHERE = unresolvable(NAME, 'resourceclaim not available on the node')

/**
 * Claims for devices. What is allocated already holds a pod to the nodes that reach it; which free device would be
 * given is decided by drivers and CEL selectors at run time, so an unallocated claim is taken to fit.
 *
 * Truth: plugins/dynamicresources/dynamicresources.go
 */
export const dynamicResources: FilterPlugin = {
  name: NAME,
  scope: 'cluster',
  preFilter(pod, cluster) {
    const claims = resourceClaimsOf(pod, cluster)
    if ('reasons' in claims) return { kind: 'rejected', status: claims }
    const selectors = claims.flatMap(({ status }) => status?.allocation?.nodeSelector ?? [])
    if (selectors.length === 0) return undefined
    return {
      kind: 'check',
      state: {
        verdict: ({ labels, name }) =>
          selectors.every(selector => matchesNodeSelector(selector, labels, name)) ? undefined : ELSEWHERE,
      },
    }
  },
}

/** The claims of a pod, or why it has to wait for them. */
export function resourceClaimsOf({ pod, namespace, name }: PodInfo, cluster: Cluster): ResourceClaim[] | Status {
  const found: ResourceClaim[] = []
  for (const wanted of pod.spec.resourceClaims ?? []) {
    const claimName =
      wanted.resourceClaimName ??
      pod.status?.resourceClaimStatuses?.find(status => status.name === wanted.name)?.resourceClaimName
    if (claimName === undefined) return unresolvable(NAME, `pod "${namespace}/${name}": ResourceClaim not created yet`)
    const claim = cluster.resourceClaims.get(`${namespace}/${claimName}`)
    if (!claim) return unresolvable(NAME, `resourceclaim.resource.k8s.io "${claimName}" not found`)
    if (claim.metadata.deletionTimestamp) return unresolvable(NAME, `resourceclaim "${claimName}" is being deleted`)
    found.push(claim)
  }
  return found
}
