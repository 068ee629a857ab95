import type { Condition, Deployment } from '../../resource/kinds.ts'
import { conditionOf, timestamp } from '../../resource/pod-state.ts'

const NO_DEADLINE = 0x7fffffff

export const hasDeadline = (deployment: Deployment): boolean => {
  const seconds = deployment.spec.progressDeadlineSeconds
  return seconds !== undefined && seconds !== NO_DEADLINE
}

export const progressing = (deployment: Deployment): Condition | undefined =>
  conditionOf(deployment.status?.conditions, 'Progressing')

/**
 * Status and reason decide whether a condition is news; a changed message alone is not written.
 *
 * Truth: pkg/controller/deployment/util/deployment_util.go SetDeploymentCondition
 */
export function setCondition(
  conditions: readonly Condition[],
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: number,
): Condition[] {
  const current = conditionOf(conditions, type)
  if (current?.status === status && current.reason === reason) return [...conditions]
  const time = timestamp(now)
  const since = current?.status === status ? (current.lastTransitionTime ?? time) : time
  const next = { type, status, reason, message, lastUpdateTime: time, lastTransitionTime: since }
  return [...without(conditions, type), next]
}

export const without = (conditions: readonly Condition[], type: string): Condition[] =>
  conditions.filter(condition => condition.type !== type)
