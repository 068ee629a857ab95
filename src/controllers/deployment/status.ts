import { equal } from '../../resource/json.ts'
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from '../../resource/kinds.ts'
import { conditionOf } from '../../resource/pod-state.ts'
import { again, retry } from '../steps.ts'
import { hasDeadline, progressing, setCondition, without } from './conditions.ts'
import { maxUnavailable } from './fenceposts.ts'
import { all, type Moves, type Refused, type Rollout, replicasOf, sum, wanted, writeStatus } from './rollout.ts'

/** The numbers, and whether there is minimum availability. Truth: pkg/controller/deployment/sync.go calculateStatus */
function countUp(rollout: Rollout): DeploymentStatus & { conditions: Condition[] } {
  const { deployment, current, world } = rollout
  const sets = all(rollout)
  const available = sum(sets, set => set.status?.availableReplicas)
  const enough = available >= wanted(deployment) - maxUnavailable(deployment)
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...positive(
      'replicas',
      sum(sets, set => set.status?.replicas),
    ),
    ...positive('updatedReplicas', current?.status?.replicas ?? 0),
    ...positive(
      'readyReplicas',
      sum(sets, set => set.status?.readyReplicas),
    ),
    ...positive('availableReplicas', available),
    ...positive('unavailableReplicas', sum(sets, replicasOf) - available),
    ...(world.minor >= 35 ? terminating(sets) : {}),
    ...(deployment.status?.collisionCount === undefined ? {} : { collisionCount: deployment.status.collisionCount }),
    conditions: setCondition(
      deployment.status?.conditions ?? [],
      'Available',
      enough ? 'True' : 'False',
      enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
      world.now,
    ),
  }
}

const positive = (field: keyof DeploymentStatus, count: number): DeploymentStatus =>
  count > 0 ? { [field]: count } : {}

/** Unknown as long as one ReplicaSet has not said. */
function terminating(sets: readonly ReplicaSet[]): DeploymentStatus {
  if (sets.some(set => set.status?.terminatingReplicas === undefined)) return {}
  return { terminatingReplicas: sum(sets, set => set.status?.terminatingReplicas) }
}

/** Status of a Deployment that is not rolling out: paused, being scaled or deleted. */
export function* reportNumbers(rollout: Rollout): Moves<Refused | undefined> {
  const status = countUp(rollout)
  if (equal(status, rollout.deployment.status)) return undefined
  return yield* writeStatus(rollout, { ...rollout.deployment, status })
}

/**
 * Status in a rollout: also whether it progresses, is complete, or has run out of time.
 *
 * Truth: pkg/controller/deployment/progress.go syncRolloutStatus
 */
export function* reportRollout(rollout: Rollout): Moves<Refused | undefined> {
  const { deployment, world } = rollout
  const status = countUp(rollout)
  const before = progressing(deployment)
  const done = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && before?.reason === 'NewReplicaSetAvailable'
  if (!hasDeadline(deployment)) status.conditions = without(status.conditions, 'Progressing')
  else if (!done) status.conditions = judgeProgress(rollout, status)

  const failure = replicaFailure(rollout)
  status.conditions = failure
    ? setCondition(status.conditions, 'ReplicaFailure', 'True', failure.reason ?? '', failure.message ?? '', world.now)
    : without(status.conditions, 'ReplicaFailure')

  if (!equal(status, deployment.status)) return yield* writeStatus(rollout, { ...deployment, status })
  yield* lookAgainAtDeadline(rollout, status)
  return undefined
}

function judgeProgress(rollout: Rollout, status: DeploymentStatus & { conditions: Condition[] }): Condition[] {
  const { deployment, world } = rollout
  const what = rollout.current
    ? `ReplicaSet "${rollout.current.metadata.name ?? ''}"`
    : `Deployment "${deployment.metadata.name ?? ''}"`
  const set = (conditions: Condition[], value: 'True' | 'False', reason: string, message: string) =>
    setCondition(conditions, 'Progressing', value, reason, message, world.now)

  if (isComplete(deployment, status)) {
    return set(status.conditions, 'True', 'NewReplicaSetAvailable', `${what} has successfully progressed.`)
  }
  if (hasMoved(deployment, status)) {
    const before = progressing(deployment)
    const moved = set(without(status.conditions, 'Progressing'), 'True', 'ReplicaSetUpdated', `${what} is progressing.`)
    if (before?.status !== 'True' || before.lastTransitionTime === undefined) return moved
    const { lastTransitionTime } = before
    return moved.map(condition => (condition.type === 'Progressing' ? { ...condition, lastTransitionTime } : condition))
  }
  if (isTimedOut(deployment, status, world.now)) {
    return set(status.conditions, 'False', 'ProgressDeadlineExceeded', `${what} has timed out progressing.`)
  }
  return status.conditions
}

export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = wanted(deployment)
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

/** More updated, fewer old, more ready or more available than last time. Truth: DeploymentProgressing */
function hasMoved(deployment: Deployment, status: DeploymentStatus): boolean {
  const before = deployment.status ?? {}
  const old = (counts: DeploymentStatus) => (counts.replicas ?? 0) - (counts.updatedReplicas ?? 0)
  return (
    (status.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(status) < old(before) ||
    (status.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

function isTimedOut(deployment: Deployment, status: DeploymentStatus, now: number): boolean {
  const condition = conditionOf(status.conditions, 'Progressing')
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false
  if (condition.reason === 'ProgressDeadlineExceeded') return true
  return deadline(deployment, condition) < now
}

const deadline = (deployment: Deployment, condition: Condition): number =>
  Date.parse(condition.lastUpdateTime ?? '') + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000

/** A stuck Deployment gets no more news, so it asks to be woken. Truth: progress.go requeueStuckDeployment */
function* lookAgainAtDeadline({ deployment, world }: Rollout, status: DeploymentStatus): Moves<void> {
  const condition = progressing(deployment)
  if (!hasDeadline(deployment) || !condition) return
  if (isComplete(deployment, status) || condition.reason === 'ProgressDeadlineExceeded') return
  if (condition.reason === 'NewReplicaSetAvailable') return
  const left = (deadline(deployment, condition) - world.now) / 1000
  if (left < 1) yield retry
  else yield again(left + 1)
}

function replicaFailure(rollout: Rollout): Condition | undefined {
  const sets = rollout.current ? [rollout.current, ...rollout.old] : rollout.old
  for (const set of sets) {
    const failure = conditionOf(set.status?.conditions, 'ReplicaFailure')
    if (failure) return failure
  }
  return undefined
}
