import type { Condition, Pod, PodDisruptionBudget } from '../../resource/kinds.ts'
import { matchesSelector } from '../../resource/labels.ts'
import type { KubeObject } from '../../resource/object.ts'
import { conditionOf, isReady, isTerminal, isTerminating, withCondition } from '../../resource/pod-state.ts'
import { admit, validateAdmission } from '../admission/chain.ts'
import type { Context } from '../context.ts'
import { type Response, refused } from '../response.ts'
import { forbidden, notFound, type Status } from '../status.ts'
import { worldWith } from '../world-with.ts'
import { remove } from './delete.ts'
import { type DeleteOptions, preconditionProblem } from './options.ts'

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget."
const MOST_AT_ONCE = 2000

/**
 * POST of an Eviction: a delete that asks the pod's budget first. The response is that of the delete; what is
 * written before it, one disruption taken from the budget and the pod's word on why it goes, is in `also`.
 *
 * Pods that are pending, over or already going are deleted without asking. One that is not ready goes when its
 * budget is met without it, or always (`AlwaysAllow`).
 *
 * Truth: pkg/registry/core/pod/storage/eviction.go
 */
export function evict(name: string, options: DeleteOptions, context: Context): Response {
  const { world, namespace, resource } = context
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
  const posted: Context = {
    ...context,
    operation: 'create',
    subresource: 'eviction',
    resource: { ...resource, group: 'policy', kind: 'Eviction' },
  }
  const barred = admit(eviction, undefined, posted) ?? validateAdmission(eviction, undefined, posted)
  if (barred) return refused(barred, context)
  const pod = world.get('', 'Pod', namespace, name) as Pod | undefined
  if (!pod) return refused(notFound({ group: '', name: 'pods' }, name), context)
  if (isTerminal(pod) || pod.status?.phase === 'Pending' || isTerminating(pod)) return remove(name, options, context)

  const guarding = budgetsOf(pod, context)
  if (guarding.length > 1) return refused(TOO_MANY_BUDGETS, context)
  const budget = guarding[0]
  const also: KubeObject[] = []
  if (budget && !mayGoUnready(pod, budget)) {
    const refusal = refuse(budget, context)
    if (refusal) return refused(refusal, context)
    also.push(withOneTaken(budget, pod, context))
  }
  const stale = preconditionProblem(pod, options, context)
  if (stale) return refused(stale, context)
  const marked = markAsDisrupted(pod, context)
  if (marked !== pod) also.push(marked)
  const answer = remove(name, options, { ...context, world: worldWith(world, '', marked) })
  return answer.object ? { ...answer, also } : answer
}

const TOO_MANY_BUDGETS: Status = {
  code: 500,
  message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
}

/** An empty selector guards every pod since budgets are policy/v1, and guarded none before. */
function budgetsOf(pod: Pod, { world, namespace, minor }: Context): PodDisruptionBudget[] {
  const budgets = world.list('policy', 'PodDisruptionBudget', namespace) as PodDisruptionBudget[]
  if (minor < 21 && Object.keys(pod.metadata.labels ?? {}).length === 0) return []
  return budgets.filter(({ spec }) => {
    const { matchLabels = {}, matchExpressions = [] } = spec?.selector ?? {}
    const isEmpty = Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
    if (!spec?.selector || (isEmpty && minor < 21)) return false
    return matchesSelector(spec.selector, pod.metadata.labels)
  })
}

function mayGoUnready(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isReady(pod)) return false
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {}
  return currentHealthy >= desiredHealthy && desiredHealthy > 0
}

function refuse(budget: PodDisruptionBudget, { minor }: Context): Status | undefined {
  const { name = '', generation = 0 } = budget.metadata
  const { status } = budget
  const wait = (message: string, retryAfterSeconds?: number): Status => ({
    code: 429,
    reason: 'TooManyRequests',
    message: VIOLATES,
    details: {
      causes: [{ reason: 'DisruptionBudget', message }],
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    },
  })
  if ((status?.observedGeneration ?? 0) < generation) {
    return wait(`The disruption budget ${name} is still being processed by the server.`, minor < 21 ? undefined : 10)
  }
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0, disruptedPods = {} } = status ?? {}
  const no = (why: string): Status => forbidden({ group: 'policy', name: 'poddisruptionbudget' }, name, why)
  if (disruptionsAllowed < 0) return no('pdb disruptions allowed is negative')
  if (Object.keys(disruptedPods).length > MOST_AT_ONCE) {
    return no('DisruptedPods map too big - too many evictions not confirmed by PDB controller')
  }
  if (disruptionsAllowed > 0) return undefined
  const allowed = conditionOf(status?.conditions, 'DisruptionAllowed')
  if (allowed?.status === 'False' && allowed.reason === 'SyncFailed') {
    const why = `because it failed sync: ${allowed.message ?? ''}`
    return wait(`The disruption budget ${name} does not allow evicting pods currently ${why}`)
  }
  return wait(
    currentHealthy <= desiredHealthy || minor < 24
      ? `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
      : `The disruption budget ${name} does not allow evicting pods currently`,
  )
}

/** The pod's name is noted, so that the next eviction knows before the controller has counted again. */
function withOneTaken(budget: PodDisruptionBudget, pod: Pod, { now, minor }: Context): KubeObject {
  const { status } = budget
  const disruptionsAllowed = (status?.disruptionsAllowed ?? 0) - 1
  const exhausted: Condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'InsufficientPods',
    message: '',
    observedGeneration: status?.observedGeneration ?? 0,
    lastTransitionTime: now,
  }
  const { conditions } = withCondition(status?.conditions, exhausted)
  const next = {
    ...status,
    disruptionsAllowed,
    disruptedPods: { ...status?.disruptedPods, [pod.metadata.name ?? '']: now },
    ...(disruptionsAllowed === 0 && minor >= 21 ? { conditions } : {}),
  }
  return { ...budget, status: next } as KubeObject
}

function markAsDisrupted(pod: Pod, { now, gates, dryRun }: Context): Pod {
  if (dryRun || !gates.enabled('PodDisruptionConditions')) return pod
  const { conditions, changed } = withCondition(pod.status?.conditions, {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: now,
  })
  return changed ? { ...pod, status: { ...pod.status, conditions } } : pod
}
