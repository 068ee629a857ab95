import type { Minor } from '../resource/version.ts'

/** How scheduling differs between the minors. Every flag names what holds from (or until) which minor. */
export interface Release {
  readonly minor: Minor
  /** Sidecars are added to the containers' sum. On by default since 1.29. */
  readonly sidecars: boolean
  /** `spec.resources` of a pod counts. On by default since 1.34. */
  readonly podLevelResources: boolean
  /** A preScore that has nothing to say drops the plugin from the scores. Since 1.27. */
  readonly skipsScores: boolean
  /** Balanced allocation looks at real requests, not at the padded ones, over any number of resources. Since 1.23. */
  readonly balancesRealRequests: boolean
  /** Pods without requests are not balanced. Since 1.33. */
  readonly bestEffortUnbalanced: boolean
  /** Balanced allocation scores the improvement, around 50, instead of the resulting balance. Since 1.36. */
  readonly balancesByImprovement: boolean
  /** A pod's cpu overhead counted in whole cpus (as thousandths) when nodes were scored. Until 1.22. */
  readonly scoresOverheadInUnits: boolean
  /** Spread counts are kept by (key, value), so that constraints on one key add up. Until 1.31. */
  readonly spreadSumsByKey: boolean
  /** A spread domain counts pods on all its nodes, even on those the pod's node affinity excludes. Until 1.21. */
  readonly spreadCountsWholeDomains: boolean
  /** Spread scores are rounded, not cut. Since 1.25. */
  readonly spreadRounds: boolean
  /** With the default constraints, nodes without a zone are still scored by hostname. Since 1.23. */
  readonly spreadAllowsMissingZone: boolean
  /** nodeAffinityPolicy and nodeTaintsPolicy. On by default since 1.26. */
  readonly nodeInclusionPolicies: boolean
  /** minDomains. On by default since 1.25. */
  readonly minDomains: boolean
  /** Constraints of a cluster without any in the pod: hostname 3 and zone 5. Since 1.20. */
  readonly defaultSpread: boolean
  /** The default constraints take their selector from the pod's controller only, not from all that match. Since 1.22. */
  readonly spreadsByController: boolean
  /** `matchLabelKeys` of a spread constraint. On by default since 1.27. */
  readonly matchLabelKeys: boolean
  /** Pod affinity reasons come with a general one in front. Until 1.21. */
  readonly generalAffinityReason: boolean
  /** The range of affinity scores includes 0. Until 1.21. */
  readonly affinityRangeHasZero: boolean
  /** namespaceSelector of affinity terms. On by default since 1.22. */
  readonly namespaceSelector: boolean
  /** A spread constraint with an empty selector counts nothing, instead of everything. 1.27 to 1.37. */
  readonly emptySpreadCountsNothing: boolean
  /** preFilter may name the only nodes that are worth a look: by metadata.name since 1.24. */
  readonly narrowsByName: boolean
  /** The same for bound local volumes. 1.25 to 1.34. */
  readonly narrowsByVolume: boolean
  /** A request that no empty node of that size could take is not worth a preemption. Since 1.34. */
  readonly requestsUnresolvable: boolean
  /** Resources that are not asked for are not checked, so an overcommitted node takes a pod. Since 1.23. */
  readonly ignoresUnrequested: boolean
  /** Images of init containers count for image locality. Since 1.29. */
  readonly initImages: boolean
  /** A node's view of how many others have an image is as old as its last change. Until 1.27. */
  readonly staleImages: boolean
  /** Host ports of sidecars count. Since 1.33 (a patch of it). */
  readonly sidecarPorts: boolean
  /** A scheduler with nothing else to do takes pods out of their back-off. Since 1.33. */
  readonly cutsBackOff: boolean
  /** ReadWriteOncePod. Since 1.22 (on by default since 1.27). */
  readonly readWriteOncePod: boolean
  /** Drivers report how much room they have. On by default since 1.21. */
  readonly capacityTracking: boolean
  /** A preFilter rejection is said once instead of for each node. Since 1.26. */
  readonly preFilterMessage: boolean
  /** What the postFilter plugins say is appended to the message. Since 1.24. */
  readonly postFilterMessage: boolean
  /** The appended text got a full stop of its own. 1.24 to 1.28. */
  readonly postFilterStop: boolean
  /** DynamicResources runs before preemption and says that it has nothing to give. Since 1.34. */
  readonly dynamicResources: boolean
  /** Nodes without a pod to evict are reported as such. Since 1.21. */
  readonly reportsNoVictims: boolean
}

export function releaseOf(minor: Minor): Release {
  return {
    minor,
    sidecars: minor >= 29,
    podLevelResources: minor >= 34,
    skipsScores: minor >= 27,
    balancesRealRequests: minor >= 23,
    bestEffortUnbalanced: minor >= 33,
    balancesByImprovement: minor >= 36,
    scoresOverheadInUnits: minor <= 22,
    spreadSumsByKey: minor <= 31,
    spreadCountsWholeDomains: minor <= 21,
    spreadRounds: minor >= 25,
    spreadAllowsMissingZone: minor >= 23,
    nodeInclusionPolicies: minor >= 26,
    minDomains: minor >= 25,
    defaultSpread: minor >= 20,
    spreadsByController: minor >= 22,
    matchLabelKeys: minor >= 27,
    generalAffinityReason: minor <= 21,
    affinityRangeHasZero: minor <= 21,
    namespaceSelector: minor >= 22,
    emptySpreadCountsNothing: minor >= 27 && minor <= 37,
    narrowsByName: minor >= 24,
    narrowsByVolume: minor >= 25 && minor <= 34,
    requestsUnresolvable: minor >= 34,
    ignoresUnrequested: minor >= 23,
    initImages: minor >= 29,
    staleImages: minor <= 27,
    sidecarPorts: minor >= 33,
    cutsBackOff: minor >= 33,
    readWriteOncePod: minor >= 27,
    capacityTracking: minor >= 21,
    preFilterMessage: minor >= 26,
    postFilterMessage: minor >= 24,
    postFilterStop: minor >= 24 && minor <= 28,
    dynamicResources: minor >= 34,
    reportsNoVictims: minor >= 21,
  }
}
