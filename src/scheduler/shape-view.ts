import type { Cluster } from './cluster.ts'
import type { FilterState, Scorer } from './framework.ts'
import type { PodInfo } from './pod-info.ts'
import type { Profile } from './profile.ts'
import type { Status } from './status.ts'

/** What preFilter said, in the order of the plugins. */
export interface Checks {
  readonly rejected: Status | undefined
  readonly states: readonly FilterState[]
  /** The only nodes worth a look, by the plugin that says so. */
  readonly narrowing: readonly { readonly plugin: string; readonly only: ReadonlySet<string> }[]
}

/** Runs preFilter of the plugins of one scope; the first rejection ends it. */
export function prepare(pod: PodInfo, cluster: Cluster, { filters }: Profile, scope: 'node' | 'cluster'): Checks {
  const states: FilterState[] = []
  const narrowing: { plugin: string; only: ReadonlySet<string> }[] = []
  for (const plugin of filters) {
    if (plugin.scope !== scope) continue
    const answer = plugin.preFilter(pod, cluster)
    if (!answer) continue
    if (answer.kind === 'rejected') return { rejected: answer.status, states, narrowing }
    states.push(answer.state)
    if (answer.only) narrowing.push({ plugin: plugin.name, only: answer.only })
  }
  return { rejected: undefined, states, narrowing }
}

export interface KeptScorer {
  readonly scorer: Scorer
  readonly weight: number
  /** The scores before they are brought to 0..100, by node. */
  readonly raw: Float64Array
  /** How many nodes have a score other than 0. */
  nonZero: number
}

/**
 * What each node alone has to say about pods of one shape: the first rejection, and the scores that need no other
 * node. An answer is kept until the node, or storage, changes; a placement costs one node.
 */
export class ShapeView {
  readonly checks: Checks
  readonly verdicts: (Status | undefined)[] = []
  /** By the plugin's place in the profile; undefined where the plugin is left out or needs the whole cluster. */
  readonly scorers: readonly (KeptScorer | undefined)[]
  /** By node, the weighted sum of the scores that are 0..100 already. */
  readonly flat: Float64Array
  readonly #cluster: Cluster
  readonly #epoch: number
  readonly #storage: number
  readonly #usesStorage: boolean
  readonly #failing = new Set<number>()
  /** The state of each node at which it was judged. */
  readonly #judged: Float64Array
  #feasible: Int32Array | undefined
  #seen: number

  constructor(pod: PodInfo, cluster: Cluster, profile: Profile) {
    const { nodes } = cluster
    this.#cluster = cluster
    this.#epoch = cluster.epoch
    this.#storage = cluster.storage.generation
    this.#usesStorage = pod.shape.volumes.length > 0
    this.#seen = cluster.changes.length
    this.checks = prepare(pod, cluster, profile, 'node')
    this.flat = new Float64Array(nodes.length)
    this.#judged = new Float64Array(nodes.length)
    this.scorers = profile.scores.map(({ plugin, weight }) => {
      const scorer = plugin.scope === 'node' ? plugin.preScore(pod, cluster, NONE) : undefined
      return scorer && { scorer, weight, raw: new Float64Array(nodes.length), nonZero: 0 }
    })
    if (!this.checks.rejected) for (const node of nodes) this.#judge(node.index)
  }

  get isValid(): boolean {
    if (this.#epoch !== this.#cluster.epoch) return false
    return !this.#usesStorage || this.#storage === this.#cluster.storage.generation
  }

  /** Indexes of the nodes without a rejection, in the order of names. */
  get feasible(): Int32Array {
    if (!this.#feasible) {
      const found: number[] = []
      for (const { index } of this.#cluster.nodes) if (this.verdicts[index] === undefined) found.push(index)
      this.#feasible = Int32Array.from(found)
    }
    return this.#feasible
  }

  /** A plugin could not tell, on the first of the nodes where that happened. */
  get error(): Status | undefined {
    const first = this.#failing.size === 0 ? undefined : Math.min(...this.#failing)
    return first === undefined ? undefined : this.verdicts[first]
  }

  /** Judges the nodes again that changed since the last time. */
  refresh(): void {
    const { changes, nodes } = this.#cluster
    if (this.checks.rejected) return
    const all = changes.length - this.#seen > nodes.length
    for (let at = all ? 0 : this.#seen; at < (all ? nodes : changes).length; at++) {
      const index = all ? at : changes[at]!
      if (nodes[index]!.generation !== this.#judged[index]) this.#judge(index)
    }
    this.#seen = changes.length
  }

  #judge(index: number): void {
    const node = this.#cluster.nodes[index]!
    this.#judged[index] = node.generation
    let verdict: Status | undefined
    for (const state of this.checks.states) if ((verdict = state.verdict(node))) break
    if ((verdict === undefined) !== (this.verdicts[index] === undefined) || index >= this.verdicts.length)
      this.#feasible = undefined
    this.verdicts[index] = verdict
    if (verdict?.code === 'Error') this.#failing.add(index)
    else this.#failing.delete(index)
    if (verdict) return
    let flat = 0
    for (const kept of this.scorers) {
      if (!kept) continue
      const score = kept.scorer.score(node)
      kept.nonZero += Number(score !== 0) - Number(kept.raw[index] !== 0)
      kept.raw[index] = score
      if (!kept.scorer.normalize) flat += score * kept.weight
    }
    this.flat[index] = flat
  }
}

const NONE = new Int32Array(0)
