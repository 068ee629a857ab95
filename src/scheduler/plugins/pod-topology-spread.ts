import type { Tally } from '../census.ts'
import type { Cluster } from '../cluster.ts'
import type { FilterPlugin, FilterState, Movable } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Constraint, constraintsOf, type Eligible, eligibleFor } from '../spread-constraint.ts'
import { type Status, unresolvable, unschedulable } from '../status.ts'

export const NAME = 'PodTopologySpread'
const NO_LABEL = unresolvable(NAME, "node(s) didn't match pod topology spread constraints (missing required label)")
const SKEWED = unschedulable(NAME, "node(s) didn't match pod topology spread constraints")

/**
 * DoNotSchedule constraints: the domain's matching pods, with this one, are at most maxSkew more than those of the
 * emptiest domain.
 *
 *   zones 3 2 1, maxSkew 1: only the third, as 1 + 1 - 1 ≤ 1
 *
 * Truth: plugins/podtopologyspread/filtering.go
 */
export const podTopologySpread: FilterPlugin = {
  name: NAME,
  scope: 'cluster',
  preFilter(pod, cluster) {
    const constraints = constraintsOf(pod, 'DoNotSchedule', cluster)
    if (constraints.length === 0) return undefined
    const state = new SpreadState(
      pod,
      constraints.map(constraint => countDomains(pod, constraint, constraints, cluster)),
    )
    return { kind: 'check', state }
  },
}

interface Counted {
  readonly constraint: Constraint
  readonly domainOf: Int32Array
  /** Matching pods by domain; domains that do not take part have -1. */
  readonly counts: Int32Array
  readonly domains: number
  readonly eligible: Eligible
  /** 1 when the pod counts itself. */
  readonly self: number
  least: number | undefined
}

class SpreadState implements FilterState, Movable {
  readonly #pod: PodInfo
  readonly #counted: readonly Counted[]

  constructor(pod: PodInfo, counted: readonly Counted[]) {
    this.#pod = pod
    this.#counted = counted
  }

  verdict(node: NodeInfo): Status | undefined {
    for (const counted of this.#counted) {
      const domain = counted.domainOf[node.index]!
      if (domain < 0) return NO_LABEL
      const count = Math.max(counted.counts[domain]!, 0)
      counted.least ??= leastOf(counted)
      if (count + counted.self - counted.least > counted.constraint.maxSkew) return SKEWED
    }
    return undefined
  }

  fork(): SpreadState {
    return new SpreadState(
      this.#pod,
      this.#counted.map(counted => ({ ...counted, counts: counted.counts.slice() })),
    )
  }

  leave(pod: PodInfo, node: NodeInfo): void {
    this.#move(pod, node, -1)
  }

  join(pod: PodInfo, node: NodeInfo): void {
    this.#move(pod, node, 1)
  }

  /** A terminating pod is not counted to begin with, yet its leaving is: a quirk of the original. */
  #move(pod: PodInfo, node: NodeInfo, by: number): void {
    if (pod.namespace !== this.#pod.namespace) return
    for (const counted of this.#counted) {
      if (!counted.constraint.selects(pod.labelSet)) continue
      if (!counted.eligible.has(node.index)) continue
      const domain = counted.domainOf[node.index]!
      if (domain < 0) continue
      counted.counts[domain]! += by
      counted.least = undefined
    }
  }
}

/** With fewer domains than minDomains, an empty one is imagined. */
function leastOf({ counts, domains, constraint }: Counted): number {
  if (domains < constraint.minDomains) return 0
  let least = 2 ** 31 - 1
  for (const count of counts) if (count >= 0 && count < least) least = count
  return least
}

function countDomains(pod: PodInfo, constraint: Constraint, all: readonly Constraint[], cluster: Cluster): Counted {
  const { census, release } = cluster
  const { of: domainOf, size } = census.topology.domains(constraint.topologyKey)
  const eligible = eligibleFor(pod, constraint, all, cluster)
  const self = constraint.selects(pod.labelSet) ? 1 : 0
  const summed = release.spreadSumsByKey
    ? all.filter(({ topologyKey }) => topologyKey === constraint.topologyKey)
    : [constraint]
  const tallies = summed.map(({ selection }) => census.tally(selection))
  const whole = eligible.everywhere || release.spreadCountsWholeDomains
  const only = tallies[0]
  let counts: Int32Array
  if (eligible.everywhere && tallies.length === 1 && only) counts = only.perDomain(constraint.topologyKey)
  else {
    counts = new Int32Array(size).fill(-1)
    for (let node = 0; node < domainOf.length; node++) {
      if (domainOf[node]! >= 0 && eligible.has(node)) counts[domainOf[node]!] = 0
    }
    for (const tally of tallies) {
      if (whole) addWholeDomains(counts, tally.perDomain(constraint.topologyKey))
      else addEligible(counts, tally, domainOf, eligible)
    }
  }
  let domains = 0
  for (const count of counts) if (count >= 0) domains++
  return { constraint, domainOf, counts, domains, eligible, self, least: undefined }
}

function addWholeDomains(counts: Int32Array, more: Int32Array): void {
  for (let domain = 0; domain < counts.length; domain++) if (counts[domain]! >= 0) counts[domain]! += more[domain]!
}

function addEligible(counts: Int32Array, { perNode }: Tally, domainOf: Int32Array, eligible: Eligible): void {
  for (let node = 0; node < domainOf.length; node++)
    if (domainOf[node]! >= 0 && eligible.has(node)) counts[domainOf[node]!]! += perNode[node]!
}
