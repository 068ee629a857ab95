import type { Cluster } from './cluster.ts'
import type { FilterState } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Profile } from './profile.ts'
import { prepare, type ShapeView } from './shape-view.ts'
import { type Status, unresolvable } from './status.ts'
import { forkAll, Trial } from './trial.ts'

/** Which nodes a pod can run on. */
export interface Filtering {
  /** PreFilter was against the pod as a whole. */
  readonly rejected: Status | undefined
  /** The first rejection by node index; undefined for feasible nodes. Empty when nobody asked and some are feasible. */
  readonly verdicts: readonly (Status | undefined)[]
  /** Indexes of feasible nodes, in the order of names. */
  readonly feasible: Int32Array
  /** What the nodes got that were never looked at. */
  readonly excluded: Status | undefined
  readonly excludedBy: readonly string[]
  /** Everything that was prepared for the pod, in the order of the plugins. */
  readonly states: readonly FilterState[]
  /** Nothing but each node's own state was looked at. */
  readonly local: boolean
  /** A plugin could not tell; the attempt ends with its error. */
  readonly error: Status | undefined
}

/** Truth: pkg/scheduler/schedule_one.go findNodesThatFitPod */
export function filterNodes(
  pod: PodInfo,
  { cluster, profile, view, explain }: { cluster: Cluster; profile: Profile; view: ShapeView; explain: boolean },
): Filtering {
  const { nodes, release } = cluster
  const { checks } = view
  const wide = checks.rejected ? undefined : prepare(pod, cluster, profile, 'cluster')
  const states = wide ? [...checks.states, ...wide.states] : []
  const narrowing = [...checks.narrowing, ...(wide?.narrowing ?? [])]
  const excludedBy = narrowing.map(({ plugin }) => plugin).sort()
  const only = narrowing.length > 0 ? common(narrowing.map(each => each.only)) : undefined
  const rejected = checks.rejected ?? wide?.rejected ?? (only?.size === 0 ? noneLeft(excludedBy) : undefined)
  const local = wide?.states.length === 0
  const base = { states, excludedBy, local, verdicts: [], error: undefined, excluded: undefined }
  if (rejected || !wide) return { ...base, rejected, feasible: view.feasible.subarray(0, 0) }

  const excluded = only && leftOut(excludedBy, release.minor)
  const later = (index: number): Status | undefined => {
    const node = nodes[index]!
    if (only && !only.has(node.name)) return excluded
    for (const state of wide.states) {
      const verdict = state.verdict(node)
      if (verdict) return verdict
    }
    return cluster.hasNominations ? withNominated(pod, index, cluster, states) : undefined
  }
  const undisputed = !only && wide.states.length === 0 && !cluster.hasNominations
  const feasible = undisputed ? view.feasible : sift(view.feasible, index => later(index) === undefined)
  const verdicts =
    explain || feasible.length === 0
      ? nodes.map(({ index, name }) => (only && !only.has(name) ? excluded : (view.verdicts[index] ?? later(index))))
      : []
  const error = only ? verdicts.find(verdict => verdict?.code === 'Error') : view.error
  return { ...base, rejected: undefined, verdicts, feasible, excluded, error }
}

/** The indexes that pass, as `filter` would find them, at a third of its cost. */
function sift(indexes: Int32Array, passes: (index: number) => boolean): Int32Array {
  const kept = new Int32Array(indexes.length)
  let count = 0
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at]!
    if (passes(index)) kept[count++] = index
  }
  return kept.subarray(0, count)
}

/**
 * A node is also judged as if the pods that wait to go there were on it, those at least as important.
 *
 * Truth: pkg/scheduler/framework/runtime/framework.go RunFilterPluginsWithNominatedPods
 */
function withNominated(
  pod: PodInfo,
  index: number,
  cluster: Cluster,
  states: readonly FilterState[],
): Status | undefined {
  const node = cluster.nodes[index]!
  const ahead = nominatedBefore(pod, node, cluster)
  return ahead.length === 0 ? undefined : new Trial(node, forkAll(states)).verdictWith(ahead)
}

/** Pods that wait to go to the node and are at least as important. */
export function nominatedBefore(pod: PodInfo, node: NodeInfo, cluster: Cluster): PodInfo[] {
  if (!cluster.hasNominations) return []
  return cluster.nominated(node.name, pod.key).filter(({ priority }) => priority >= pod.priority)
}

function common([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (!first || others.length === 0) return first ?? new Set()
  return new Set([...first].filter(name => others.every(set => set.has(name))))
}

const noneLeft = (plugins: readonly string[]): Status =>
  unresolvable(
    plugins[0] ?? '',
    plugins.length === 1
      ? `node(s) didn't satisfy plugin ${plugins[0]}`
      : `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}] simultaneously`,
  )

/** Nodes that were left out counted without a reason until 1.26. */
function leftOut(plugins: readonly string[], minor: number): Status {
  if (minor < 27) return unresolvable(plugins[0] ?? '')
  if (minor < 30) return unresolvable(plugins[0] ?? '', 'node is filtered out by the prefilter result')
  return unresolvable(plugins[0] ?? '', `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}]`)
}
