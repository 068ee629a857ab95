import { succeeded } from '../controller.ts'
import { remove } from '../steps.ts'
import { revisionOf } from './annotations.ts'
import { type Moves, Refused, type Rollout, replicasOf } from './rollout.ts'

const NO_LIMIT = 0x7fffffff

/**
 * Deletes the ReplicaSets of the lowest revisions beyond `revisionHistoryLimit`. All old ones count,
 * but those that still have pods are passed over, so more than the limit may stay.
 *
 * Truth: pkg/controller/deployment/sync.go cleanupDeployment
 */
export function* forgetHistory(rollout: Rollout): Moves<Refused | undefined> {
  const limit = rollout.deployment.spec.revisionHistoryLimit
  if (limit === undefined || limit === NO_LIMIT) return undefined
  const sets = rollout.old.filter(set => set.metadata.deletionTimestamp === undefined)
  const surplus = sets.length - limit
  if (surplus <= 0) return undefined
  const byRevision = [...sets].sort((a, b) => revisionOf(a) - revisionOf(b))
  for (const set of byRevision.slice(0, surplus)) {
    const seen = (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0)
    if (replicasOf(set) !== 0 || (set.status?.replicas ?? 0) !== 0 || !seen) continue
    const answer = yield remove(set)
    if (!succeeded(answer) && answer.code !== 404) return new Refused(answer)
  }
  return undefined
}
