import { type Answer, succeeded } from '../controllers/controller.ts'
import type { Condition, Pod, PodDisruptionBudget } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import { conditionOf, isReady, isTerminal, isTerminating, timestamp, withCondition } from '../resource/pod-state.ts'
import { notFound, refusal } from './refusals.ts'
import type { Requests } from './requests.ts'

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget."

/**
 * policy/v1 Eviction: a delete that asks the pod's budget first.
 *
 * Pods that are pending, over or already going are deleted without asking. A pod that is not ready
 * may go when its budget is met without it (`IfHealthyBudget`) or always (`AlwaysAllow`). Otherwise
 * one disruption is taken from the budget, and the pod's name noted there, so that the next eviction
 * knows before the controller has counted again.
 *
 * Truth: pkg/registry/core/pod/storage/eviction.go
 */
export function evict(ref: ObjectRef, requests: Requests, budgets: Iterable<KubeObject>, now: number): Answer {
  const pod = requests.get(ref) as Pod | undefined
  if (!pod) return notFound(ref)
  if (isTerminal(pod) || pod.status?.phase === 'Pending' || isTerminating(pod)) return requests.delete(ref)

  const guarding = ([...budgets] as PodDisruptionBudget[]).filter(budget => guards(budget, pod))
  if (guarding.length > 1) {
    return refusal(
      500,
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    )
  }
  const budget = guarding[0]
  if (budget && !mayGoUnready(pod, budget)) {
    const refused = takeOne(budget, pod, requests, now)
    if (refused) return refused
  }
  const marked = requests.updateStatus(markedAsDisrupted(pod, now))
  return succeeded(marked) ? requests.delete(ref) : marked
}

/** An empty selector guards every pod here, unlike in the scheduler's preemption. */
const guards = (budget: PodDisruptionBudget, pod: Pod): boolean =>
  matchesSelector(budget.spec.selector, pod.metadata.labels)

function mayGoUnready(pod: Pod, budget: PodDisruptionBudget): boolean {
  if (isReady(pod)) return false
  if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {}
  return currentHealthy >= desiredHealthy && desiredHealthy > 0
}

function takeOne(budget: PodDisruptionBudget, pod: Pod, requests: Requests, now: number): Answer | undefined {
  const name = budget.metadata.name ?? ''
  const { status } = budget
  const refuse = (message: string): Answer =>
    refusal(429, 'TooManyRequests', VIOLATES, [{ reason: 'DisruptionBudget', message }])

  if (!status || (status.observedGeneration ?? 0) < (budget.metadata.generation ?? 0)) {
    return refuse(`The disruption budget ${name} is still being processed by the server.`)
  }
  if (status.disruptionsAllowed <= 0) {
    const { currentHealthy, desiredHealthy } = status
    const allowed = conditionOf(status.conditions, 'DisruptionAllowed')
    if (allowed?.reason === 'SyncFailed') {
      return refuse(
        `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${allowed.message ?? ''}`,
      )
    }
    return refuse(
      currentHealthy <= desiredHealthy
        ? `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
        : `The disruption budget ${name} does not allow evicting pods currently`,
    )
  }
  const disruptionsAllowed = status.disruptionsAllowed - 1
  const written = requests.updateStatus({
    ...budget,
    status: {
      ...status,
      disruptionsAllowed,
      disruptedPods: { ...status.disruptedPods, [pod.metadata.name ?? '']: timestamp(now) },
      ...(disruptionsAllowed === 0 ? { conditions: exhausted(budget, now) } : {}),
    },
  } as KubeObject)
  return succeeded(written) ? undefined : written
}

const exhausted = (budget: PodDisruptionBudget, now: number): Condition[] =>
  withCondition(budget.status?.conditions, {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'InsufficientPods',
    message: '',
    observedGeneration: budget.status?.observedGeneration ?? 0,
    lastTransitionTime: timestamp(now),
  }).conditions

const markedAsDisrupted = (pod: Pod, now: number): Pod => ({
  ...pod,
  status: {
    ...pod.status,
    conditions: withCondition(pod.status?.conditions, {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastTransitionTime: timestamp(now),
    }).conditions,
  },
})
