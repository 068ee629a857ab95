import { matchesSelector } from '../../resource/labels.ts'
import type { Cluster } from '../cluster.ts'
import type { Preemption } from '../decision.ts'
import { type Filtering, nominatedBefore } from '../filtering.ts'
import type { FilterState } from '../framework.ts'
import { fitError, Histogram } from '../message.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodDisruptionBudget } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import type { ShapeView } from '../shape-view.ts'
import { type Status, unresolvable } from '../status.ts'
import { forkAll, Trial } from '../trial.ts'

const NAME = 'DefaultPreemption'
const NO_VICTIMS = unresolvable(NAME, 'No preemption victims found for incoming pod')
const NOT_HELPFUL = 'Preemption is not helpful for scheduling'

/** Pods that would have to leave a node, most important first. */
export interface Victims {
  readonly node: string
  readonly pods: readonly PodInfo[]
  readonly budgetViolations: number
}

export type PreemptionResult =
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'found'; readonly chosen: Victims; readonly preemption: Preemption }
  | { readonly kind: 'none'; readonly message: string; readonly preemption: Preemption }

/**
 * Looks for nodes that would take the pod if less important pods left, and for the one on which that does the least
 * harm. All such nodes are tried; a real scheduler stops at a tenth of them (100 at least), from a random one on.
 *
 * Truth: pkg/scheduler/framework/preemption/preemption.go Preempt
 */
export function preempt(
  pod: PodInfo,
  filtering: Filtering,
  { cluster, view, now }: { cluster: Cluster; view: ShapeView; now: number },
): PreemptionResult {
  const refusal = refused(pod, cluster, filtering)
  if (refusal !== undefined) return { kind: 'refused', message: refusal }
  const { nodes } = cluster
  const found: Victims[] = []
  const rejected = new Map<string, Status>()
  const dryRuns = new DryRuns(pod, { cluster, states: forkAll(filtering.states), now })
  const kept = filtering.local ? keptFor(view, pod.priority) : undefined
  for (const [index, verdict] of filtering.verdicts.entries()) {
    if (verdict?.code !== 'Unschedulable') continue
    const answer = dryRuns.on(nodes[index]!, kept)
    if ('reasons' in answer) rejected.set(nodes[index]!.name, answer)
    else found.push(answer)
  }
  const best = leastHarm(found, now)
  const preemption: Preemption = {
    candidates: found.map(({ node, pods, budgetViolations }) => ({
      node,
      budgetViolations,
      victims: pods.map(({ key }) => key),
    })),
    rejected,
    best: best.map(({ node }) => node),
  }
  if (best[0]) return { kind: 'found', chosen: best[0], preemption }
  const histogram = new Histogram()
  for (const status of rejected.values()) histogram.add(status)
  histogram.count(NOT_HELPFUL, nodes.length - rejected.size)
  return { kind: 'none', message: fitError(nodes.length, `${histogram}`), preemption }
}

/** Truth: defaultpreemption PodEligibleToPreemptOthers */
function refused(pod: PodInfo, cluster: Cluster, { verdicts }: Filtering): string | undefined {
  if (pod.pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const promised = cluster.node(pod.pod.status?.nominatedNodeName ?? '')
  if (!promised || verdicts[promised.index]?.code === 'UnschedulableAndUnresolvable') return undefined
  const saysWhy = cluster.release.minor >= 26
  const leaving = promised.pods.some(
    other => other.terminating && other.priority < pod.priority && (!saysWhy || isPreempted(other)),
  )
  return leaving ? 'not eligible due to a terminating pod on the nominated node.' : undefined
}

/** Since 1.26 a pod that somebody else deletes is not waited for. */
const isPreempted = ({ pod: { status } }: PodInfo): boolean =>
  status?.conditions?.some(
    ({ type, status: value, reason }) =>
      type === 'DisruptionTarget' && value === 'True' && reason === 'PreemptionByScheduler',
  ) ?? false

interface Kept {
  readonly generation: number
  readonly budgets: number
  readonly answer: Victims | Status
}

/** Dry runs by shape, priority and node: identical pods that wait ask the same about nodes that did not change. */
const memory = new WeakMap<ShapeView, Map<number, Map<NodeInfo, Kept>>>()

function keptFor(view: ShapeView, priority: number): Map<NodeInfo, Kept> {
  let byPriority = memory.get(view)
  if (!byPriority) memory.set(view, (byPriority = new Map()))
  let kept = byPriority.get(priority)
  if (!kept) byPriority.set(priority, (kept = new Map()))
  return kept
}

class DryRuns {
  readonly #pod: PodInfo
  readonly #cluster: Cluster
  readonly #states: readonly FilterState[]
  readonly #now: number
  readonly #budgets: readonly PodDisruptionBudget[]

  constructor(
    pod: PodInfo,
    { cluster, states, now }: { cluster: Cluster; states: readonly FilterState[]; now: number },
  ) {
    this.#pod = pod
    this.#cluster = cluster
    this.#states = states
    this.#now = now
    this.#budgets = [...cluster.budgets.values()]
  }

  /** Who has to leave the node, or why it would not be enough. */
  on(node: NodeInfo, kept: Map<NodeInfo, Kept> | undefined): Victims | Status {
    const { generation } = node
    const budgets = this.#cluster.budgetGeneration
    const ahead = nominatedBefore(this.#pod, node, this.#cluster)
    const before = ahead.length === 0 ? kept?.get(node) : undefined
    if (before?.generation === generation && before.budgets === budgets) return before.answer
    const trial = new Trial(node, this.#states)
    const answer = this.#victims(node, trial, ahead)
    trial.undo()
    if (ahead.length === 0) kept?.set(node, { generation, budgets, answer })
    return answer
  }

  /**
   * All less important pods leave; if the pod fits then, they come back one by one as long as it still fits: first
   * those whose budget would be violated, in each group the most important first.
   *
   * Truth: plugins/defaultpreemption/default_preemption.go SelectVictimsOnNode
   */
  #victims(node: NodeInfo, trial: Trial, ahead: readonly PodInfo[]): Victims | Status {
    const lesser = trial.node.pods.filter(({ priority }) => priority < this.#pod.priority)
    if (lesser.length === 0)
      return this.#cluster.release.reportsNoVictims ? NO_VICTIMS : (trial.verdictWith(ahead) ?? NO_VICTIMS)
    for (const other of lesser) trial.leave(other)
    const obstacle = trial.verdictWith(ahead)
    if (obstacle) return obstacle
    sortByImportance(lesser, this.#now)
    const { violating, others } = byBudget(lesser, this.#budgets)
    const pods: PodInfo[] = []
    const comesBack = (other: PodInfo): boolean => {
      trial.join(other)
      if (!trial.verdictWith(ahead)) return true
      trial.leave(other)
      pods.push(other)
      return false
    }
    let budgetViolations = 0
    for (const other of violating) if (!comesBack(other)) budgetViolations++
    for (const other of others) comesBack(other)
    if (violating.length > 0 && others.length > 0) sortByImportance(pods, this.#now)
    return { node: node.name, pods, budgetViolations }
  }
}

/**
 * Higher priority first, then the one that runs longer. Pods that have not started count as started at the moment of
 * each comparison, so that of two the one looked at first came first: an insertion sort turns their order around.
 *
 * Truth: pkg/scheduler/util/utils.go MoreImportantPod
 */
function sortByImportance(pods: PodInfo[], now: number): void {
  const isBefore = (a: PodInfo, b: PodInfo): boolean => {
    if (a.priority !== b.priority) return a.priority > b.priority
    if (a.startTime === undefined && b.startTime === undefined) return true
    return (a.startTime ?? now) < (b.startTime ?? now)
  }
  for (let end = 1; end < pods.length; end++)
    for (let at = end; at > 0 && isBefore(pods[at]!, pods[at - 1]!); at--)
      [pods[at - 1], pods[at]] = [pods[at]!, pods[at - 1]!]
}

/** Splits off pods whose eviction a disruption budget does not allow (any more, after those before them). */
function byBudget(
  pods: readonly PodInfo[],
  budgets: readonly PodDisruptionBudget[],
): { violating: PodInfo[]; others: PodInfo[] } {
  const left = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0)
  const violating: PodInfo[] = []
  const others: PodInfo[] = []
  for (const pod of pods) {
    let violates = false
    for (const [at, budget] of budgets.entries()) {
      if (!guards(budget, pod) || Object.hasOwn(budget.status?.disruptedPods ?? {}, pod.name)) continue
      left[at]! -= 1
      if (left[at]! < 0) violates = true
    }
    if (violates) violating.push(pod)
    else others.push(pod)
  }
  return { violating, others }
}

/** An empty selector guards nothing here, unlike everywhere else. */
function guards({ metadata, spec }: PodDisruptionBudget, { namespace, labelSet }: PodInfo): boolean {
  const selector = spec?.selector
  if (!selector || (metadata.namespace ?? 'default') !== namespace) return false
  const empty = Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length
  return !empty && Object.keys(labelSet.labels).length > 0 && matchesSelector(selector, labelSet.labels)
}

/**
 * One criterion after the other, as long as more than one node is left: fewest budget violations, least important top
 * victim, smallest sum of priorities, fewest victims, latest start of the longest running top victim.
 *
 * Truth: pkg/scheduler/framework/preemption/preemption.go pickOneNodeForPreemption
 */
function leastHarm(candidates: readonly Victims[], now: number): readonly Victims[] {
  const criteria: ((victims: Victims) => number)[] = [
    ({ budgetViolations }) => budgetViolations,
    ({ pods }) => pods[0]?.priority ?? 0,
    ({ pods }) => pods.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0),
    ({ pods }) => pods.length,
    ({ pods }) => -earliestStart(pods, now),
  ]
  let left = candidates
  for (const harm of criteria) {
    if (left.length <= 1) return left
    const least = Math.min(...left.map(harm))
    left = left.filter(victims => harm(victims) === least)
  }
  return left
}

function earliestStart(pods: readonly PodInfo[], now: number): number {
  const top = pods[0]?.priority
  return Math.min(...pods.filter(({ priority }) => priority === top).map(({ startTime }) => startTime ?? now))
}
