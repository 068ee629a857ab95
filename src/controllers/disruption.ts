import { equal } from '../resource/json.ts'
import type { Condition, Pod, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../resource/kinds.ts'
import { type LabelSelector, matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { conditionOf, isReady, isTerminating, timestamp, withCondition } from '../resource/pod-state.ts'
import { type Change, type Controller, keyOf, type ObjectKey, type Steps, succeeded, type World } from './controller.ts'
import { expectationOf } from './disruption/expected.ts'
import { again, normal, retry, updateStatus, warning } from './steps.ts'

/** An evicted pod counts as gone for so long, even while it is still there. Truth: DeletionTimeout */
const DELETION_TIMEOUT_SECONDS = 120

const NOTHING: PodDisruptionBudgetStatus = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
}

/**
 * The disruption controller: how many pods of a budget may be evicted right now.
 *
 *   allowed = healthy now - healthy wanted, never below 0, and 0 when no pod is expected
 *
 * Truth: pkg/controller/disruption/disruption.go trySync, updatePdbStatus
 */
export const disruption: Controller<'policy/PodDisruptionBudget'> = {
  name: 'controllermanager',
  kind: 'policy/PodDisruptionBudget',
  watches: { Pod: budgetsOf },
  *reconcile(budget: PodDisruptionBudget, world: World): Steps {
    const pods = world.selected('Pod', budget.metadata.namespace ?? '', budget.spec.selector)
    if (pods.length === 0) yield normal(budget, 'NoPods', 'No matching pods found')
    const expected = expectationOf(budget, pods, world)
    if (typeof expected === 'string') {
      const message = `Failed to calculate the number of expected pods: ${expected}`
      yield warning(budget, 'CalculateExpectedPodCountFailed', message)
      yield* write(budget, failSafe(budget, expected, world.now))
      return
    }
    if (expected.unmanaged.length > 0) yield warning(budget, 'UnmanagedPods', unmanagedText(budget.spec.selector))

    const { disrupted, recheck } = stillDisrupted(budget, pods, world.now)
    const healthy = pods.filter(pod => !isTerminating(pod) && !(podName(pod) in disrupted) && isReady(pod)).length
    const room = healthy - expected.healthy
    const disruptionsAllowed = expected.pods <= 0 || room <= 0 ? 0 : room
    yield* write(budget, {
      observedGeneration: budget.metadata.generation ?? 0,
      ...(Object.keys(disrupted).length > 0 ? { disruptedPods: disrupted } : {}),
      disruptionsAllowed,
      currentHealthy: healthy,
      desiredHealthy: expected.healthy,
      expectedPods: expected.pods,
      conditions: allowedCondition(budget, disruptionsAllowed > 0, world.now),
    })
    if (recheck !== undefined) yield again(recheck)
  },
}

/** Of several budgets for one pod only one is looked at: by chance in a cluster, the first by name here. */
function budgetsOf({ object, before }: Change, world: World): ObjectKey[] {
  const budgets = world.list('policy/PodDisruptionBudget', object.metadata.namespace ?? '')
  const guarding = (pod: KubeObject) => budgets.find(({ spec }) => matchesSelector(spec.selector, pod.metadata.labels))
  const now = guarding(object)
  const then = before && guarding(before)
  return [now, then].flatMap(budget => (budget ? [keyOf(budget)] : []))
}

const podName = (pod: Pod): string => pod.metadata.name ?? ''

function* write(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): Steps {
  if (equal(status, budget.status)) return
  const written = yield updateStatus({ ...budget, status })
  if (!succeeded(written)) yield retry
}

/** Nothing may be evicted while the numbers are not known. Truth: failSafe */
function failSafe(budget: PodDisruptionBudget, message: string, now: number): PodDisruptionBudgetStatus {
  const { observedGeneration } = budget.status ?? {}
  const { conditions } = withCondition(budget.status?.conditions, {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'SyncFailed',
    message,
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    lastTransitionTime: timestamp(now),
  })
  return { ...NOTHING, ...budget.status, disruptionsAllowed: 0, conditions }
}

function allowedCondition(budget: PodDisruptionBudget, allowed: boolean, now: number): Condition[] {
  const observedGeneration = budget.metadata.generation ?? 0
  const current = conditionOf(budget.status?.conditions, 'DisruptionAllowed')
  const next: Condition = {
    type: 'DisruptionAllowed',
    status: allowed ? 'True' : 'False',
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration,
    lastTransitionTime: timestamp(now),
  }
  const same = current?.status === next.status && current.reason === next.reason
  if (same && current.observedGeneration === observedGeneration) return [...(budget.status?.conditions ?? [])]
  return withCondition(budget.status?.conditions, next).conditions.map(condition =>
    condition.type === next.type ? { ...condition, observedGeneration } : condition,
  )
}

/** Pods whose eviction was granted and that are still there. Truth: buildDisruptedPodMap */
function stillDisrupted(
  { status }: PodDisruptionBudget,
  pods: readonly Pod[],
  now: number,
): { disrupted: Record<string, string>; recheck: number | undefined } {
  const disrupted: Record<string, string> = {}
  let recheck: number | undefined
  for (const pod of pods) {
    const since = status?.disruptedPods?.[podName(pod)]
    if (since === undefined || isTerminating(pod)) continue
    const left = DELETION_TIMEOUT_SECONDS - (now - Date.parse(since)) / 1000
    if (left < 0) continue
    disrupted[podName(pod)] = since
    recheck = recheck === undefined ? left : Math.min(recheck, left)
  }
  return { disrupted, recheck }
}

/** The selector as Go prints it. */
function unmanagedText(selector: LabelSelector | undefined): string {
  const labels = Object.keys(selector?.matchLabels ?? {})
    .sort()
    .map(key => `${key}: ${selector?.matchLabels?.[key] ?? ''},`)
    .join('')
  const expressions = (selector?.matchExpressions ?? [])
    .map(
      ({ key, operator, values = [] }) =>
        `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
    )
    .join('')
  const text = `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`
  return `Pods selected by this PodDisruptionBudget (selector: ${text}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`
}
