import type { Condition, Pod } from './kinds.ts'

export const conditionOf = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find(condition => condition.type === type)

export const isTerminal = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'

export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined

/** Counts towards replicas: neither finished nor on its way out. Truth: pkg/controller/controller_utils.go IsPodActive */
export const isActive = (pod: Pod): boolean => !isTerminal(pod) && !isTerminating(pod)

export const isReady = (pod: Pod): boolean => conditionOf(pod.status?.conditions, 'Ready')?.status === 'True'

/** When the pod became ready, in milliseconds; undefined when it is not ready. */
export function readySince(pod: Pod): number | undefined {
  const ready = conditionOf(pod.status?.conditions, 'Ready')
  return ready?.status === 'True' ? Date.parse(ready.lastTransitionTime ?? '') : undefined
}

/**
 * Ready for at least `minReadySeconds`; with 0, readiness alone is enough.
 *
 * Truth: k8s.io/kubernetes/pkg/api/v1/pod IsPodAvailable
 */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isReady(pod)) return false
  const since = readySince(pod)
  return minReadySeconds === 0 || (since !== undefined && since + minReadySeconds * 1000 <= now)
}

/** Seconds until the first pod that is ready but not yet available becomes so. */
export function nextAvailableIn(pods: Iterable<Pod>, minReadySeconds: number, now: number): number | undefined {
  if (minReadySeconds <= 0) return undefined
  let soonest: number | undefined
  for (const pod of pods) {
    const since = readySince(pod)
    if (since === undefined) continue
    const left = (since + minReadySeconds * 1000 - now) / 1000
    if (left > 0 && (soonest === undefined || left < soonest)) soonest = left
  }
  return soonest
}

/** Writes a condition the way status updates do: the transition time moves only when the status does. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  next: Condition,
): { conditions: Condition[]; changed: boolean } {
  const current = conditionOf(conditions, next.type)
  if (current && current.status === next.status && current.reason === next.reason && current.message === next.message) {
    return { conditions: [...(conditions ?? [])], changed: false }
  }
  const written = current?.status === next.status ? { ...next, lastTransitionTime: current.lastTransitionTime } : next
  const others = (conditions ?? []).filter(condition => condition.type !== next.type)
  return { conditions: [...others, dropUndefined(written)], changed: true }
}

function dropUndefined(condition: Condition): Condition {
  if (condition.lastTransitionTime !== undefined) return condition
  const { lastTransitionTime: _, ...rest } = condition
  return rest
}

export const timestamp = (milliseconds: number): string =>
  `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`
