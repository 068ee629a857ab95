import { scaledValue } from '../../resource/int-or-string.ts'
import type { Deployment } from '../../resource/kinds.ts'

export const isRollingUpdate = (deployment: Deployment): boolean => deployment.spec.strategy?.type === 'RollingUpdate'

/**
 * How far a rollout may go beyond and below `replicas`. Surge rounds up, unavailable rounds down;
 * when both come out as 0 nothing could ever move, so one pod may be unavailable.
 *
 *   replicas 5, 25%/25%: 2 more, 1 fewer      replicas 1, 0/10%: 0 more, 1 fewer
 *
 * Truth: pkg/controller/deployment/util/deployment_util.go ResolveFenceposts
 */
function fenceposts(deployment: Deployment): { surge: number; unavailable: number } {
  const replicas = deployment.spec.replicas ?? 1
  const { maxSurge = 0, maxUnavailable = 0 } = deployment.spec.strategy?.rollingUpdate ?? {}
  const surge = scaledValue(maxSurge, replicas, 'up') ?? 0
  const unavailable = scaledValue(maxUnavailable, replicas, 'down') ?? 0
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable }
}

export const maxSurge = (deployment: Deployment): number =>
  isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0

/** Never more than there are: 0 for a Deployment of no replicas. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = deployment.spec.replicas ?? 1
  if (!isRollingUpdate(deployment) || replicas === 0) return 0
  return Math.min(fenceposts(deployment).unavailable, replicas)
}

/** The ceiling of a rolling update: surge alone, without the rule for 0 and 0. */
export const ceiling = (deployment: Deployment): number => {
  const replicas = deployment.spec.replicas ?? 1
  return replicas + (scaledValue(deployment.spec.strategy?.rollingUpdate?.maxSurge ?? 0, replicas, 'up') ?? 0)
}
