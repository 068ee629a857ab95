import type { Cluster } from '../cluster.ts'
import { MAX_SCORE, type ScorePlugin, type Scorer } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Constraint, constraintsOf, eligibleFor } from '../spread-constraint.ts'
import { NAME } from './pod-topology-spread.ts'

const HOSTNAME = 'kubernetes.io/hostname'

/**
 * ScheduleAnyway constraints: fewer matching pods in the node's domains is better; a domain counts more the more of
 * its kind there are.
 *
 *   3 zones with 4 2 0 matching pods, maxSkew 1: 4 × ln 5 = 6, 3, 0, so 100 × (6 + 0 - 6) / 6 = 0, 50, 100
 *
 * Truth: plugins/podtopologyspread/scoring.go
 */
export const podTopologySpreadScore: ScorePlugin = {
  name: NAME,
  scope: 'cluster',
  preScore(pod, cluster, feasible) {
    const constraints = constraintsOf(pod, 'ScheduleAnyway', cluster)
    if (constraints.length === 0 && cluster.release.skipsScores) return undefined
    return new SpreadScorer(pod, constraints, cluster, feasible)
  },
}

interface Weighed {
  readonly domainOf: Int32Array
  /** What a node of the domain adds to the score. */
  readonly byDomain: Float64Array
}

class SpreadScorer implements Scorer {
  readonly #weighed: readonly Weighed[]
  readonly #rounds: boolean
  /** Feasible nodes that lack a key are not compared. */
  readonly #ignored: Uint8Array | undefined
  readonly #scored: Int32Array

  constructor(pod: PodInfo, constraints: readonly Constraint[], cluster: Cluster, feasible: Int32Array) {
    const { census, release, nodes } = cluster
    const keys = constraints.map(({ topologyKey }) => census.topology.domains(topologyKey))
    const requireKeys = pod.relations.spread.length > 0 || !release.spreadAllowsMissingZone
    let left = feasible.length
    if (requireKeys && keys.some(({ complete }) => !complete)) {
      this.#ignored = new Uint8Array(nodes.length)
      for (const index of feasible) {
        if (!keys.some(({ of }) => of[index]! < 0)) continue
        this.#ignored[index] = 1
        left--
      }
    }
    this.#rounds = release.spreadRounds
    this.#scored = feasible
    this.#weighed = constraints.map((constraint, at) => {
      const { of: domainOf, size } = keys[at]!
      const counted =
        constraint.topologyKey === HOSTNAME
          ? { domains: left, byDomain: census.tally(constraint.selection).perDomain(HOSTNAME) }
          : {
              domains: this.#countDomains(domainOf, size),
              byDomain: countPods(pod, constraint, constraints, cluster, requireKeys),
            }
      const weight = Math.log(counted.domains + 2)
      const byDomain = new Float64Array(size)
      for (let domain = 0; domain < size; domain++)
        byDomain[domain] = counted.byDomain[domain]! * weight + (constraint.maxSkew - 1)
      return { domainOf, byDomain }
    })
  }

  /** Feasible domains; nodes without the label, where they are compared at all, are one more. */
  #countDomains(domainOf: Int32Array, size: number): number {
    const seen = new Uint8Array(size + 1)
    let domains = 0
    for (const index of this.#scored) {
      if (this.#ignored?.[index]) continue
      const slot = domainOf[index]! + 1
      if (seen[slot]) continue
      seen[slot] = 1
      domains++
    }
    return domains
  }

  score({ index }: NodeInfo): number {
    if (this.#ignored?.[index]) return 0
    let score = 0
    for (const { domainOf, byDomain } of this.#weighed) {
      const domain = domainOf[index]!
      if (domain >= 0) score += byDomain[domain]!
    }
    return this.#rounds ? Math.round(score) : Math.trunc(score)
  }

  normalize(scores: Float64Array, count: number): void {
    let lowest = Infinity
    let highest = 0
    for (let at = 0; at < count; at++) {
      if (this.#ignored?.[this.#scored[at]!]) continue
      const score = scores[at]!
      if (score < lowest) lowest = score
      if (score > highest) highest = score
    }
    for (let at = 0; at < count; at++) {
      if (this.#ignored?.[this.#scored[at]!]) scores[at] = 0
      else if (highest === 0) scores[at] = MAX_SCORE
      else scores[at] = Math.trunc((MAX_SCORE * (highest + lowest - scores[at]!)) / highest)
    }
  }
}

/** Matching pods by domain, over the nodes that take part. */
function countPods(
  pod: PodInfo,
  constraint: Constraint,
  all: readonly Constraint[],
  cluster: Cluster,
  requireKeys: boolean,
): Int32Array {
  const { census, release } = cluster
  const { topologyKey } = constraint
  const { of: domainOf, size } = census.topology.domains(topologyKey)
  const summed = release.spreadSumsByKey ? all.filter(other => other.topologyKey === topologyKey) : [constraint]
  const eligible = eligibleFor(pod, constraint, all, cluster, requireKeys)
  const tallies = summed.map(({ selection }) => census.tally(selection))
  if (eligible.everywhere && tallies.length === 1) return tallies[0]!.perDomain(topologyKey)
  const counts = new Int32Array(size)
  for (let node = 0; node < domainOf.length; node++) {
    if (domainOf[node]! < 0 || !eligible.has(node)) continue
    for (const { perNode } of tallies) counts[domainOf[node]!]! += perNode[node]!
  }
  return counts
}
