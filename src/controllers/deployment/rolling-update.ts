import type { ReplicaSet } from '../../resource/kinds.ts'
import { refusal } from '../controller.ts'
import { maxUnavailable } from './fenceposts.ts'
import { sizeOfCurrent } from './replica-sets.ts'
import { active, all, type Moves, Refused, type Rollout, replicasOf, resize, sum, wanted } from './rollout.ts'

/**
 * The Deployment controller, rolling update.
 *
 * Pods move from old ReplicaSets to the current one inside a band: at most `replicas + maxSurge`
 * exist, at least `replicas - maxUnavailable` are available. One look does one thing, grow or shrink.
 *
 *   replicas 4, maxSurge 1, maxUnavailable 0: the band is 4..5
 *   old 4  new 0   grow new to 1       (5 exist, the ceiling)
 *   old 4  new 1   wait                (4 available, the floor)
 *   old 4  new 1✓  shrink old to 3
 *
 * Truth: pkg/controller/deployment/rolling.go
 */
export function* rollingUpdate(rollout: Rollout): Moves<boolean | Refused> {
  const grown = yield* resizeCurrent(rollout)
  return grown === false ? yield* shrinkOld(rollout) : grown
}

function* resizeCurrent(rollout: Rollout): Moves<boolean | Refused> {
  const { current, deployment } = rollout
  if (!current) return false
  const replicas = wanted(deployment)
  const size = replicasOf(current)
  if (size === replicas) return false
  const next = size > replicas ? replicas : sizeOfCurrent(rollout)
  return next === size ? false : yield* resize(rollout, current, next)
}

/** The controller has sized a ReplicaSet whose status it has not seen yet: it has to look again. */
const UNSEEN = new Refused(
  refusal({ code: 500, reason: 'InternalError', message: 'a ReplicaSet reports more available pods than it has' }),
)

/**
 * First the old pods that are not available anyway, then as many available ones as the floor leaves.
 * Pods of the current ReplicaSet that are still unavailable are counted as if the floor stood on them.
 */
function* shrinkOld(rollout: Rollout): Moves<boolean | Refused> {
  const { deployment } = rollout
  if (active(rollout.old).length === 0) return false
  const floor = wanted(deployment) - maxUnavailable(deployment)
  const exist = sum(all(rollout), replicasOf)
  const unavailableNew = replicasOf(rollout.current) - availableOf(rollout.current)
  const most = exist - floor - unavailableNew
  if (most <= 0) return false
  if (active(rollout.old).some(set => availableOf(set) > replicasOf(set))) return UNSEEN
  const cleaned = yield* shrink(rollout, most, set => replicasOf(set) - availableOf(set))
  if (cleaned instanceof Refused) return cleaned
  const spare = sum(all(rollout), availableOf) - floor
  const shrunk = yield* shrink(rollout, spare, replicasOf)
  return shrunk instanceof Refused ? shrunk : cleaned + shrunk > 0
}

/** Takes up to `most` pods from the old ReplicaSets, oldest first, from each what `takes` allows. */
function* shrink(rollout: Rollout, most: number, takes: (set: ReplicaSet) => number): Moves<number | Refused> {
  let taken = 0
  for (const set of rollout.old) {
    const down = Math.min(most - taken, takes(set), replicasOf(set))
    if (down <= 0) continue
    const resized = yield* resize(rollout, set, replicasOf(set) - down)
    if (resized instanceof Refused) return resized
    taken += down
  }
  return taken
}

const availableOf = (set: ReplicaSet | undefined): number => set?.status?.availableReplicas ?? 0
