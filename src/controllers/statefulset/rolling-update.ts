import { scaledValue } from '../../resource/int-or-string.ts'
import type { Pod, StatefulSet } from '../../resource/kinds.ts'
import { isTerminating } from '../../resource/pod-state.ts'
import type { Minor } from '../../resource/version.ts'
import type { Answer, Step } from '../controller.ts'
import { replicasOf, revisionNameOf } from './identity.ts'
import { deletePod } from './pods.ts'
import type { Revisions } from './revisions.ts'
import type { Counts } from './status.ts'

interface Circumstances {
  readonly isUnavailable: (pod: Pod) => boolean
  readonly minor: Minor
}

/**
 * Pods of an old revision go, highest ordinal first, down to the partition.
 *
 * One at a time, and none while one above is unavailable. Where `maxUnavailable` is honoured (by
 * default in 1.35 and from 1.37 on) that many may be unavailable, counted over all ordinals; a
 * percentage rounds down and is at least 1.
 *
 * Truth: pkg/controller/statefulset/stateful_set_control.go updateStatefulSet,
 * updateStatefulSetAfterInvariantEstablished
 */
export function* rollingUpdate(
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: Revisions,
  counts: Counts,
  { isUnavailable, minor }: Circumstances,
): Generator<Step, { counts: Counts; refused?: Answer }, Answer> {
  const { partition = 0, maxUnavailable } = set.spec.updateStrategy?.rollingUpdate ?? {}
  const several = minor === 35 || minor >= 37
  const allowed = several ? Math.max(1, scaledValue(maxUnavailable ?? 1, replicasOf(set), 'down') ?? 1) : 1
  let left = several ? allowed - pods.filter(isUnavailable).length : 1
  let { currentReplicas } = counts
  for (let index = pods.length - 1; index >= partition && left > 0; index -= 1) {
    const pod = pods[index]!
    if (revisionNameOf(pod) !== revisions.update.metadata.name && !isTerminating(pod)) {
      const refused = yield* deletePod(set, pod)
      if (refused && refused.code !== 404) return { counts: { ...counts, currentReplicas }, refused }
      currentReplicas -= 1
      left -= 1
    } else if (!several && isUnavailable(pod)) break
  }
  return { counts: { ...counts, currentReplicas } }
}
