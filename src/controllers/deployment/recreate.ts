import { isTerminal } from '../../resource/pod-state.ts'
import { syncRevision } from './replica-sets.ts'
import { active, type Moves, Refused, type Rollout, replicasOf, resize, sum, wanted } from './rollout.ts'

/**
 * The Deployment controller, recreate: every old pod is gone, terminating ones included, before the
 * first new one is made.
 *
 * Truth: pkg/controller/deployment/recreate.go
 */
export function* recreate(rollout: Rollout): Moves<boolean | Refused> {
  const shrinking = active(rollout.old)
  for (const set of shrinking) {
    const resized = yield* resize(rollout, set, 0)
    if (resized instanceof Refused) return resized
  }
  if (shrinking.length > 0 || oldPodsRun(rollout)) return true
  if (!rollout.current) {
    const refused = yield* syncRevision(rollout, true)
    if (refused) return refused
  }
  const { current } = rollout
  const replicas = wanted(rollout.deployment)
  return current && replicasOf(current) !== replicas ? yield* resize(rollout, current, replicas) : false
}

function oldPodsRun({ old, world }: Rollout): boolean {
  if (sum(old, set => set.status?.replicas) > 0) return true
  return old.some(set => world.ownedBy(set.metadata.uid ?? '', 'Pod').some(pod => !isTerminal(pod)))
}
