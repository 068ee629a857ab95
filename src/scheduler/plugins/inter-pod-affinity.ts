import { type AffinityTerm, allOf } from '../affinity-term.ts'
import type { Cluster } from '../cluster.ts'
import type { FilterPlugin, FilterState, Movable } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unresolvable, unschedulable } from '../status.ts'

export const NAME = 'InterPodAffinity'
const GENERAL = "node(s) didn't match pod affinity/anti-affinity"
const ALONE = "node(s) didn't match pod affinity rules"
const REPELLED = "node(s) didn't match pod anti-affinity rules"
const UNWELCOME = "node(s) didn't satisfy existing pods anti-affinity rules"

interface Answers {
  readonly alone: Status
  readonly repelled: Status
  readonly unwelcome: Status
}
const PLAIN: Answers = {
  alone: unresolvable(NAME, ALONE),
  repelled: unschedulable(NAME, REPELLED),
  unwelcome: unschedulable(NAME, UNWELCOME),
}
const GENERAL_FIRST: Answers = {
  alone: unresolvable(NAME, GENERAL, ALONE),
  repelled: unschedulable(NAME, GENERAL, REPELLED),
  unwelcome: unschedulable(NAME, GENERAL, UNWELCOME),
}

/** Truth: plugins/interpodaffinity/filtering.go */
export const interPodAffinity: FilterPlugin = {
  name: NAME,
  scope: 'cluster',
  preFilter(pod, { census, release }: Cluster) {
    const { attracts, repels } = pod.relations
    const both = allOf(attracts)
    const near = attracts.length > 0 ? census.tally(both) : undefined
    const count = (term: AffinityTerm, perDomain: (key: string) => Int32Array): Counts => ({
      term,
      domainOf: census.topology.domains(term.topologyKey).of,
      perDomain: perDomain(term.topologyKey),
    })
    const unwelcome: Counts[] = []
    for (const { stance, term, domainOf, perDomain } of census.holdersOf(pod.labelSet))
      if (stance === 'repels') unwelcome.push({ term, domainOf, perDomain })
    if (!near && repels.length === 0 && unwelcome.length === 0) return undefined
    const state = new AffinityState(pod, release.generalAffinityReason ? GENERAL_FIRST : PLAIN, {
      near: attracts.map(term => count(term, key => near!.perDomain(key))),
      far: repels.map(term => count(term, key => census.tally(term).perDomain(key))),
      unwelcome,
    })
    return { kind: 'check', state }
  },
}

/** Pods that matter for a term, by the domains of its topology key. */
interface Counts {
  readonly term: AffinityTerm
  readonly domainOf: Int32Array
  readonly perDomain: Int32Array
}

interface Neighbours {
  /** Pods that match all required affinity terms. */
  readonly near: readonly Counts[]
  /** Pods that match a required anti-affinity term. */
  readonly far: readonly Counts[]
  /** Pods whose own required anti-affinity is against this pod. */
  readonly unwelcome: readonly Counts[]
}

class AffinityState implements FilterState, Movable {
  readonly #pod: PodInfo
  readonly #answers: Answers
  readonly #neighbours: Neighbours
  readonly #isOwnKind: boolean
  #isFirst: boolean | undefined

  constructor(pod: PodInfo, answers: Answers, neighbours: Neighbours) {
    this.#pod = pod
    this.#answers = answers
    this.#neighbours = neighbours
    this.#isOwnKind = neighbours.near.every(({ term }) => term.matches(pod.labelSet))
  }

  verdict({ index }: NodeInfo): Status | undefined {
    const { near, far, unwelcome } = this.#neighbours
    let together = true
    for (const { domainOf, perDomain } of near) {
      const domain = domainOf[index]!
      if (domain < 0) return this.#answers.alone
      if (perDomain[domain]! <= 0) together = false
    }
    if (!together && !this.#startsGroup()) return this.#answers.alone
    for (const { domainOf, perDomain } of far) {
      const domain = domainOf[index]!
      if (domain >= 0 && perDomain[domain]! > 0) return this.#answers.repelled
    }
    for (const { domainOf, perDomain } of unwelcome) {
      const domain = domainOf[index]!
      if (domain >= 0 && perDomain[domain]! > 0) return this.#answers.unwelcome
    }
    return undefined
  }

  /** A pod that wants to be near its own kind may go anywhere while there is none of it. */
  #startsGroup(): boolean {
    if (!this.#isOwnKind) return false
    this.#isFirst ??= this.#neighbours.near.every(({ perDomain }) => perDomain.every(count => count === 0))
    return this.#isFirst
  }

  fork(): AffinityState {
    const copy = (counts: readonly Counts[]): Counts[] =>
      counts.map(each => ({ ...each, perDomain: each.perDomain.slice() }))
    const { near, far, unwelcome } = this.#neighbours
    return new AffinityState(this.#pod, this.#answers, { near: copy(near), far: copy(far), unwelcome: copy(unwelcome) })
  }

  leave(pod: PodInfo, node: NodeInfo): void {
    this.#move(pod, node, -1)
  }

  join(pod: PodInfo, node: NodeInfo): void {
    this.#move(pod, node, 1)
  }

  #move(pod: PodInfo, node: NodeInfo, by: number): void {
    const { near, far, unwelcome } = this.#neighbours
    const add = ({ domainOf, perDomain }: Counts): void => {
      const domain = domainOf[node.index]!
      if (domain >= 0) perDomain[domain]! += by
    }
    if (near.length > 0 && near.every(({ term }) => term.matches(pod.labelSet))) near.forEach(add)
    for (const counts of far) if (counts.term.matches(pod.labelSet)) add(counts)
    for (const counts of unwelcome) {
      const carries = pod.relations.repels.some(
        ({ key, topologyKey }) => key === counts.term.key && topologyKey === counts.term.topologyKey,
      )
      if (carries) add(counts)
    }
    this.#isFirst = undefined
  }
}
