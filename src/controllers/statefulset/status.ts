import type { Pod, StatefulSet, StatefulSetStatus } from '../../resource/kinds.ts'
import { isAvailable, isReady, isTerminating } from '../../resource/pod-state.ts'
import { replicasOf, revisionNameOf } from './identity.ts'
import type { Revisions } from './revisions.ts'

export const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === 'Running' && isReady(pod)

export const isRunningAndAvailable = (pod: Pod, set: StatefulSet, now: number): boolean =>
  pod.status?.phase === 'Running' && isAvailable(pod, set.spec.minReadySeconds ?? 0, now)

export interface Counts {
  replicas: number
  readyReplicas: number
  availableReplicas: number
  currentReplicas: number
  updatedReplicas: number
}

/** Terminating pods still count as replicas, but not as of either revision. Truth: computeReplicaStatus */
export function countPods(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, now: number): Counts {
  const counts = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0 }
  for (const pod of pods) {
    counts.replicas += 1
    if (isRunningAndReady(pod)) {
      counts.readyReplicas += 1
      if (isRunningAndAvailable(pod, set, now)) counts.availableReplicas += 1
    }
    if (isTerminating(pod)) continue
    const revision = revisionNameOf(pod)
    if (revision === revisions.current.metadata.name) counts.currentReplicas += 1
    if (revision === revisions.update.metadata.name) counts.updatedReplicas += 1
  }
  return counts
}

/** When every pod is updated and ready, the update revision becomes the current one. Truth: completeRollingUpdate */
export function statusOf(set: StatefulSet, counts: Counts, revisions: Revisions): StatefulSetStatus {
  const replicas = replicasOf(set)
  const complete =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    counts.updatedReplicas === replicas &&
    counts.readyReplicas === replicas &&
    counts.replicas === replicas
  const current = complete ? counts.updatedReplicas : counts.currentReplicas
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: counts.replicas,
    ...(counts.readyReplicas > 0 ? { readyReplicas: counts.readyReplicas } : {}),
    ...(current > 0 ? { currentReplicas: current } : {}),
    ...(counts.updatedReplicas > 0 ? { updatedReplicas: counts.updatedReplicas } : {}),
    currentRevision: (complete ? revisions.update : revisions.current).metadata.name ?? '',
    updateRevision: revisions.update.metadata.name ?? '',
    collisionCount: revisions.collisions,
    availableReplicas: counts.availableReplicas,
  }
}
