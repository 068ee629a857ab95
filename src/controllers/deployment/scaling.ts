import type { Deployment, ReplicaSet } from '../../resource/kinds.ts'
import { desiredReplicasOf, maxReplicasOf } from './annotations.ts'
import { isRollingUpdate, maxSurge } from './fenceposts.ts'
import { active, all, type Moves, Refused, type Rollout, replicasOf, resize, sum, wanted } from './rollout.ts'

/** `spec.replicas` changed since some ReplicaSet was last sized. Truth: sync.go isScalingEvent */
export const isScaling = (rollout: Rollout): boolean =>
  active(all(rollout)).some(set => {
    const desired = desiredReplicasOf(set)
    return desired !== undefined && desired !== wanted(rollout.deployment)
  })

/**
 * A new size. With one ReplicaSet it simply gets it. In the middle of a rollout every ReplicaSet
 * grows or shrinks in proportion, so that a bad new template does not take the whole growth.
 *
 *   replicas 10 → 15, surge 3, sizes old 8 new 5: 13 → 18 in all, old 8·18/13 = 11, new 5·18/13 = 7
 *
 * Truth: pkg/controller/deployment/sync.go scale
 */
export function* scale(rollout: Rollout): Moves<Refused | undefined> {
  const { deployment } = rollout
  const replicas = wanted(deployment)
  const only = activeOrLatest(rollout)
  if (only) {
    if (replicasOf(only) === replicas) return undefined
    return refusedOf(yield* resize(rollout, only, replicas))
  }
  if (isSaturated(rollout.current, deployment)) {
    for (const set of active(rollout.old)) {
      const resized = yield* resize(rollout, set, 0)
      if (resized instanceof Refused) return resized
    }
    return undefined
  }
  return isRollingUpdate(deployment) ? yield* scaleInProportion(rollout) : undefined
}

function* scaleInProportion(rollout: Rollout): Moves<Refused | undefined> {
  const { deployment, world } = rollout
  const sets = active(all(rollout))
  const replicas = wanted(deployment)
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0
  const toAdd = allowed - sum(sets, replicasOf)
  const youngerFirst = toAdd > 0 ? -1 : 1
  if (toAdd !== 0) {
    sets.sort((a, b) => replicasOf(b) - replicasOf(a) || youngerFirst * world.compareAge(a, b))
  }
  let added = 0
  const sizes = sets.map(set => {
    const share = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added)
    added += share
    return replicasOf(set) + share
  })
  if (toAdd !== 0 && sizes[0] !== undefined) sizes[0] = Math.max(0, sizes[0] + toAdd - added)
  for (const [index, set] of sets.entries()) {
    const resized = yield* resize(rollout, set, sizes[index] ?? 0)
    if (resized instanceof Refused) return resized
  }
  return undefined
}

/** What is left over goes to the largest. Truth: deployment_util.go GetReplicaSetProportion */
function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (replicasOf(set) === 0 || toAdd === added) return 0
  const share = fraction(set, deployment)
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added)
}

/** Halves round away from zero. Truth: deployment_util.go getReplicaSetFraction */
function fraction(set: ReplicaSet, deployment: Deployment): number {
  const size = replicasOf(set)
  if (wanted(deployment) === 0) return -size
  const now = wanted(deployment) + maxSurge(deployment)
  const before = maxReplicasOf(set) || (deployment.status?.replicas ?? 0)
  return before === 0 ? 0 : Math.round((size * now) / before) - size
}

/** The only ReplicaSet with pods; without any, the current or else the youngest. Truth: FindActiveOrLatest */
function activeOrLatest(rollout: Rollout): ReplicaSet | undefined {
  const sets = active(all(rollout))
  if (sets.length === 0) return rollout.current ?? rollout.old.at(-1)
  return sets.length === 1 ? sets[0] : undefined
}

const isSaturated = (set: ReplicaSet | undefined, deployment: Deployment): boolean => {
  const replicas = wanted(deployment)
  return (
    set !== undefined &&
    replicasOf(set) === replicas &&
    desiredReplicasOf(set) === replicas &&
    (set.status?.availableReplicas ?? 0) === replicas
  )
}

const refusedOf = (result: boolean | Refused): Refused | undefined => (result instanceof Refused ? result : undefined)
