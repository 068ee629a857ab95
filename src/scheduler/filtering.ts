import type { Cluster } from './cluster.ts'
import type { FilterState } from './framework.ts'
import type { PodInfo } from './pod-info.ts'
import type { Profile } from './profile.ts'
import { prepare, type ShapeView } from './shape-view.ts'
import { type Status, unresolvable } from './status.ts'
import { forkAll, Trial } from './trial.ts'

/** Which nodes a pod can run on. */
export interface Filtering {
  /** PreFilter was against the pod as a whole. */
  readonly rejected: Status | undefined
  /** The first rejection by node index; undefined for feasible nodes. */
  readonly verdicts: readonly (Status | undefined)[]
  /** Indexes of feasible nodes, in the order of names. */
  readonly feasible: Int32Array
  /** What the nodes got that were never looked at. */
  readonly excluded: Status | undefined
  readonly excludedBy: readonly string[]
  /** Everything that was prepared for the pod, in the order of the plugins. */
  readonly states: readonly FilterState[]
  /** A plugin could not tell; the attempt ends with its error. */
  readonly error: Status | undefined
}

/** Truth: pkg/scheduler/schedule_one.go findNodesThatFitPod */
export function filterNodes(pod: PodInfo, cluster: Cluster, profile: Profile, view: ShapeView): Filtering {
  const { nodes, release } = cluster
  const { checks } = view
  const wide = checks.rejected ? undefined : prepare(pod, cluster, profile, 'cluster')
  const states = wide ? [...checks.states, ...wide.states] : []
  const narrowing = [...checks.narrowing, ...(wide?.narrowing ?? [])]
  const excludedBy = narrowing.map(({ plugin }) => plugin)
  const only = narrowing.length > 0 ? common(narrowing.map(each => each.only)) : undefined
  const rejected = checks.rejected ?? wide?.rejected ?? (only?.size === 0 ? noneLeft(excludedBy) : undefined)
  const base = { states, excludedBy: [...excludedBy].sort(), error: undefined }
  if (rejected || !wide) return { ...base, rejected, verdicts: [], feasible: new Int32Array(0), excluded: undefined }

  const excluded = only && leftOut(base.excludedBy, release.minor)
  const verdicts: (Status | undefined)[] = new Array(nodes.length)
  const feasible = new Int32Array(nodes.length)
  let found = 0
  let error: Status | undefined
  for (let index = 0; index < nodes.length; index++) {
    let verdict = view.verdicts[index]
    if (only && !only.has(nodes[index]!.name)) verdict = excluded
    else if (verdict === undefined) for (const state of wide.states) if ((verdict = state.verdict(nodes[index]!))) break
    if (verdict === undefined && cluster.hasNominations) verdict = withNominated(pod, index, cluster, states)
    verdicts[index] = verdict
    if (verdict === undefined) feasible[found++] = index
    else if (verdict.code === 'Error') error ??= verdict
  }
  return { ...base, rejected: undefined, verdicts, feasible: feasible.subarray(0, found), excluded, error }
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
  const ahead = cluster.nominated(node.name, pod.key).filter(({ priority }) => priority >= pod.priority)
  if (ahead.length === 0) return undefined
  const trial = new Trial(node, forkAll(states))
  for (const other of ahead) trial.join(other)
  return trial.verdict()
}

function common([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (!first || others.length === 0) return first ?? new Set()
  return new Set([...first].filter(name => others.every(set => set.has(name))))
}

const noneLeft = (plugins: readonly string[]): Status =>
  unresolvable(
    plugins.at(-1) ?? '',
    plugins.length === 1
      ? `node(s) didn't satisfy plugin ${plugins[0]}`
      : `node(s) didn't satisfy plugin(s) [${[...plugins].sort().join(' ')}] simultaneously`,
  )

/** Nodes that were left out counted without a reason until 1.26. */
function leftOut(plugins: readonly string[], minor: number): Status {
  if (minor < 27) return unresolvable(plugins[0] ?? '')
  if (minor < 30) return unresolvable(plugins[0] ?? '', 'node is filtered out by the prefilter result')
  return unresolvable(plugins[0] ?? '', `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}]`)
}
