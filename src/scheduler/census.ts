import type { AffinityTerm } from './affinity-term.ts'
import { type LabelSet, type Selective, SelectorIndex } from './label-set.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import { Topology } from './topology.ts'

/** A question that the census keeps the answer to: how many pods like that are on each node. */
export interface Selection extends Selective {
  readonly key: string
  /** Pods that are being deleted do not count. */
  readonly onlyStaying?: boolean
}

/** How many pods of a selection there are, on each node and in each domain. Kept up to date as pods come and go. */
export class Tally implements Selective {
  readonly namespace: string | undefined
  readonly perNode: Int32Array
  readonly #selection: Selection
  readonly #topology: Topology
  readonly #perDomain = new Map<string, Int32Array>()

  constructor(selection: Selection, topology: Topology, nodes: number) {
    this.#selection = selection
    this.#topology = topology
    this.namespace = selection.namespace
    this.perNode = new Int32Array(nodes)
  }

  matches(set: LabelSet): boolean {
    return this.#selection.matches(set)
  }

  /** Counts by domain of one topology key. The array is alive: it changes with the census. */
  perDomain(topologyKey: string): Int32Array {
    let counts = this.#perDomain.get(topologyKey)
    if (!counts) {
      const { of, size } = this.#topology.domains(topologyKey)
      counts = new Int32Array(size)
      for (let node = 0; node < of.length; node++) if (of[node]! >= 0) counts[of[node]!]! += this.perNode[node]!
      this.#perDomain.set(topologyKey, counts)
    }
    return counts
  }

  change(pod: PodInfo, node: number, by: number): void {
    if (pod.terminating && this.#selection.onlyStaying) return
    this.perNode[node]! += by
    for (const [key, counts] of this.#perDomain) {
      const domain = this.#topology.domains(key).of[node]!
      if (domain >= 0) counts[domain]! += by
    }
  }
}

/** `repels` is required anti-affinity, `attracts` required affinity; the others are preferences with their weight. */
export type Stance = 'repels' | 'attracts' | 'prefers' | 'avoids'

/** How many pods that carry an affinity term there are, in each domain of the term's topology key. */
export interface Holders extends Selective {
  readonly stance: Stance
  readonly weight: number
  readonly term: AffinityTerm
  readonly perDomain: Int32Array
  readonly domainOf: Int32Array
}

/** Counts of existing pods, kept incrementally instead of being collected for every pod that is to be placed. */
export class Census {
  readonly topology: Topology
  readonly #nodes: readonly NodeInfo[]
  readonly #tallies = new Map<string, Tally>()
  readonly #tallyIndex = new SelectorIndex<Tally>()
  readonly #holders = new Map<string, Holders>()
  readonly #holderIndex = new SelectorIndex<Holders>()

  constructor(nodes: readonly NodeInfo[]) {
    this.#nodes = nodes
    this.topology = new Topology(nodes)
    for (const node of nodes) for (const pod of node.pods) this.#hold(pod, node.index, 1)
  }

  tally(selection: Selection): Tally {
    let tally = this.#tallies.get(selection.key)
    if (tally) return tally
    tally = new Tally(selection, this.topology, this.#nodes.length)
    for (const node of this.#nodes) {
      for (const pod of node.pods) if (this.#selects(tally, pod.labelSet)) tally.change(pod, node.index, 1)
    }
    this.#tallies.set(selection.key, tally)
    this.#tallyIndex.add(tally)
    return tally
  }

  /** Terms of existing pods that select a pod with these labels. */
  holdersOf(set: LabelSet): readonly Holders[] {
    return this.#holderIndex.matching(set)
  }

  join(pod: PodInfo, node: NodeInfo): void {
    for (const tally of this.#tallyIndex.matching(pod.labelSet)) tally.change(pod, node.index, 1)
    this.#hold(pod, node.index, 1)
  }

  leave(pod: PodInfo, node: NodeInfo): void {
    for (const tally of this.#tallyIndex.matching(pod.labelSet)) tally.change(pod, node.index, -1)
    this.#hold(pod, node.index, -1)
  }

  #selects(tally: Tally, set: LabelSet): boolean {
    return (tally.namespace === undefined || tally.namespace === set.namespace) && tally.matches(set)
  }

  #hold(pod: PodInfo, node: number, by: number): void {
    for (const { stance, weight, term } of pod.relations.held) {
      const key = `${stance} ${weight} ${term.topologyKey} ${term.key}`
      let holders = this.#holders.get(key)
      if (!holders) {
        const domains = this.topology.domains(term.topologyKey)
        const { namespace } = term
        holders = {
          stance,
          weight,
          term,
          namespace,
          matches: set => term.matches(set),
          perDomain: new Int32Array(domains.size),
          domainOf: domains.of,
        }
        this.#holders.set(key, holders)
        this.#holderIndex.add(holders)
      }
      const domain = holders.domainOf[node]!
      if (domain >= 0) holders.perDomain[domain]! += by
    }
  }
}
