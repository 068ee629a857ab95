import type { Census } from '../census.ts'
import { MAX_SCORE, type ScorePlugin, type Scorer } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodInfo } from '../pod-info.ts'
import { NAME } from './inter-pod-affinity.ts'

/**
 * Adds up the weights of preferences in the node's domains: the pod's own towards existing pods, those of existing
 * pods towards it, and 1 for each existing pod that requires to be near it.
 *
 * Truth: plugins/interpodaffinity/scoring.go
 */
export const interPodAffinityScore: ScorePlugin = {
  name: NAME,
  scope: 'cluster',
  preScore(pod, { census, release }) {
    const scorer = new AffinityScorer(pod, census, release.affinityRangeHasZero)
    return scorer.isIndifferent && release.skipsScores ? undefined : scorer
  },
}

class AffinityScorer implements Scorer {
  readonly #byKey = new Map<string, { domainOf: Int32Array; perDomain: Float64Array }>()
  readonly #rangeHasZero: boolean
  /** No preference of anybody concerns any existing pod. */
  readonly isIndifferent: boolean

  constructor(pod: PodInfo, census: Census, rangeHasZero: boolean) {
    this.#rangeHasZero = rangeHasZero
    let touched = false
    for (const { weight, term } of pod.relations.prefers) {
      const counts = census.tally(term).perDomain(term.topologyKey)
      if (this.#add(census, term.topologyKey, counts, weight)) touched = true
    }
    for (const { stance, weight, term, perDomain } of census.holdersOf(pod.labelSet)) {
      if (stance === 'repels') continue
      if (this.#add(census, term.topologyKey, perDomain, weight)) touched = true
    }
    this.isIndifferent = !touched
  }

  #add(census: Census, key: string, counts: Int32Array, weight: number): boolean {
    if (!counts.some(count => count > 0)) return false
    let sums = this.#byKey.get(key)
    if (!sums) {
      const { of, size } = census.topology.domains(key)
      this.#byKey.set(key, (sums = { domainOf: of, perDomain: new Float64Array(size) }))
    }
    for (let domain = 0; domain < counts.length; domain++) sums.perDomain[domain]! += counts[domain]! * weight
    return true
  }

  score({ index }: NodeInfo): number {
    let score = 0
    for (const { domainOf, perDomain } of this.#byKey.values()) {
      const domain = domainOf[index]!
      if (domain >= 0) score += perDomain[domain]!
    }
    return score
  }

  normalize(scores: Float64Array, count: number): void {
    if (this.isIndifferent) return
    let lowest = this.#rangeHasZero ? 0 : Infinity
    let highest = this.#rangeHasZero ? 0 : -Infinity
    for (let at = 0; at < count; at++) {
      if (scores[at]! < lowest) lowest = scores[at]!
      if (scores[at]! > highest) highest = scores[at]!
    }
    const range = highest - lowest
    for (let at = 0; at < count; at++)
      scores[at] = range > 0 ? Math.trunc(MAX_SCORE * ((scores[at]! - lowest) / range)) : 0
  }
}
