import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Status } from './status.ts'

/** What a filter found out about one pod before it looks at nodes. */
export interface FilterState {
  /** Why the pod cannot run on the node; undefined when the plugin has nothing against it. */
  verdict(node: NodeInfo): Status | undefined
  /** A copy that `leave` and `join` may change. Only for states that count pods beyond the node at hand. */
  fork?(): FilterState & Movable
}

/** Trying out what would be if a pod left or joined a node. */
export interface Movable {
  leave(pod: PodInfo, node: NodeInfo): void
  join(pod: PodInfo, node: NodeInfo): void
}

export const isMovable = (state: FilterState): state is FilterState & Movable => 'leave' in state

/** undefined: nothing to check for this pod. */
export type PreFilterAnswer =
  | undefined
  | { readonly kind: 'check'; readonly state: FilterState; readonly only?: ReadonlySet<string> }
  | { readonly kind: 'rejected'; readonly status: Status }

/**
 * `node`: the answer depends on the pod's shape, the node with its pods, and storage; it is kept until one of them
 * changes. `cluster`: it depends on other pods elsewhere, too.
 */
export type Scope = 'node' | 'cluster'

export interface FilterPlugin {
  readonly name: string
  readonly scope: Scope
  preFilter(pod: PodInfo, cluster: Cluster): PreFilterAnswer
}

export interface Scorer {
  score(node: NodeInfo): number
  /** Brings the scores of the feasible nodes to 0..100, in place. */
  normalize?(scores: Float64Array, count: number): void
}

export interface ScorePlugin {
  readonly name: string
  readonly scope: Scope
  /**
   * undefined: the plugin has no preference for this pod and is left out. `feasible` are
   * the indexes of the nodes to compare; a `node` plugin does not look at them.
   */
  preScore(pod: PodInfo, cluster: Cluster, feasible: Int32Array): Scorer | undefined
}

export const MAX_SCORE = 100

/**
 * Scales to the highest score; reversed, the highest becomes 0.
 *
 * Truth: pkg/scheduler/framework/plugins/helper/normalize_score.go
 */
export function scaleToHighest(scores: Float64Array, count: number, reverse: boolean): void {
  let highest = 0
  for (let at = 0; at < count; at++) if (scores[at]! > highest) highest = scores[at]!
  if (highest === 0) {
    if (reverse) scores.fill(MAX_SCORE, 0, count)
    return
  }
  for (let at = 0; at < count; at++) {
    const scaled = Math.trunc((MAX_SCORE * scores[at]!) / highest)
    scores[at] = reverse ? MAX_SCORE - scaled : scaled
  }
}

/** A plugin that needs no preparation: one predicate on a pod and a node. */
export const perNode = (
  name: string,
  verdict: (pod: PodInfo, node: NodeInfo, cluster: Cluster) => Status | undefined,
  applies: (pod: PodInfo, cluster: Cluster) => boolean = () => true,
): FilterPlugin => ({
  name,
  scope: 'node',
  preFilter: (pod, cluster) =>
    applies(pod, cluster) ? { kind: 'check', state: { verdict: node => verdict(pod, node, cluster) } } : undefined,
})
