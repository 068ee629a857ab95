import { scaledValue } from '../../resource/int-or-string.ts'
import type { PodDisruptionBudget } from '../../resource/kinds.ts'
import { matchesSelector } from '../../resource/labels.ts'
import { refOf } from '../../resource/object.ts'
import { refText } from '../machine/owners.ts'
import type { Find } from './find.ts'

/**
 * A rollout does not ask disruption budgets: it may take away more pods than a budget would let anybody evict.
 * While it does, no node can be drained.
 */
export const budget: Find = function* ({ after, rollouts, lives }) {
  for (const object of after.values()) {
    if (object.kind !== 'PodDisruptionBudget') continue
    const { metadata, spec } = object as PodDisruptionBudget
    for (const { workload, wanted, lowest } of rollouts) {
      if (workload.namespace !== metadata.namespace || wanted.before === 0 || wanted.after === 0) continue
      const guarded = lives.some(
        life =>
          life.workload.kind === workload.kind &&
          life.workload.name === workload.name &&
          life.namespace === metadata.namespace &&
          matchesSelector(spec.selector, life.pod.metadata.labels),
      )
      const desired = guarded ? desiredOf(spec, wanted.after) : 0
      if (lowest.available < desired)
        yield {
          kind: 'budget',
          weight: 'warning',
          about: refOf(object),
          workload: refText(workload),
          lowest: lowest.available,
          desired,
        }
    }
  }
}

/** Both fields round up. Truth: pkg/controller/disruption/disruption.go getExpectedPodCount */
function desiredOf({ minAvailable, maxUnavailable }: PodDisruptionBudget['spec'], pods: number): number {
  if (minAvailable !== undefined) return scaledValue(minAvailable, pods, 'up') ?? 0
  if (maxUnavailable === undefined) return 0
  return Math.max(0, pods - (scaledValue(maxUnavailable, pods, 'up') ?? 0))
}
