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
  /** The scores before they are brought to 0..100, by node. */
  readonly raw: Float64Array
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
  readonly #cluster: Cluster
  readonly #epoch: number
  readonly #storage: number
  readonly #usesStorage: boolean
  #seen: number

  constructor(pod: PodInfo, cluster: Cluster, profile: Profile) {
    const { nodes } = cluster
    this.#cluster = cluster
    this.#epoch = cluster.epoch
    this.#storage = cluster.storage.generation
    this.#usesStorage = pod.shape.volumes.length > 0
    this.#seen = cluster.changes.length
    this.checks = prepare(pod, cluster, profile, 'node')
    this.scorers = profile.scores.map(({ plugin }) => {
      const scorer = plugin.scope === 'node' ? plugin.preScore(pod, cluster, nodes) : undefined
      return scorer && { scorer, raw: new Float64Array(nodes.length) }
    })
    if (!this.checks.rejected) for (const node of nodes) this.#judge(node.index)
  }

  get isValid(): boolean {
    if (this.#epoch !== this.#cluster.epoch) return false
    return !this.#usesStorage || this.#storage === this.#cluster.storage.generation
  }

  /** Judges the nodes again that changed since the last time. */
  refresh(): void {
    const { changes, nodes } = this.#cluster
    if (this.checks.rejected) return
    if (changes.length - this.#seen > nodes.length) {
      for (const node of nodes) this.#judge(node.index)
    } else for (let at = this.#seen; at < changes.length; at++) this.#judge(changes[at]!)
    this.#seen = changes.length
  }

  #judge(index: number): void {
    const node = this.#cluster.nodes[index]!
    let verdict: Status | undefined
    for (const state of this.checks.states) if ((verdict = state.verdict(node))) break
    this.verdicts[index] = verdict
    if (verdict) return
    for (const kept of this.scorers) if (kept) kept.raw[index] = kept.scorer.score(node)
  }
}
