import type { Deployment, ReplicaSet } from '../../resource/kinds.ts'
import { maxSurge } from './fenceposts.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

/** A ReplicaSet carries its Deployment's annotations, except those with a meaning of their own. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
])

/** Past numbers of a revision are kept up to so many characters. */
const HISTORY_LENGTH = 2000

export const revisionOf = (object: { metadata: { annotations?: Record<string, string> } }): number =>
  whole(object.metadata.annotations?.[REVISION]) ?? 0

export const desiredReplicasOf = (set: ReplicaSet): number | undefined =>
  whole(set.metadata.annotations?.[DESIRED_REPLICAS])

export const maxReplicasOf = (set: ReplicaSet): number | undefined => whole(set.metadata.annotations?.[MAX_REPLICAS])

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined
}

/** What the Deployment wants and how many there may be: how a change of `spec.replicas` is noticed later. */
export const withSize = (set: ReplicaSet, deployment: Deployment): ReplicaSet => {
  const replicas = deployment.spec.replicas ?? 1
  return annotated(set, {
    [DESIRED_REPLICAS]: `${replicas}`,
    [MAX_REPLICAS]: `${replicas + maxSurge(deployment)}`,
  })
}

/**
 * The annotations of the ReplicaSet that is current: its Deployment's own, and a revision that only
 * grows. When an old ReplicaSet becomes current again its former number goes into the history.
 *
 * Truth: pkg/controller/deployment/util/deployment_util.go SetNewReplicaSetAnnotations
 */
export function withRevision(set: ReplicaSet, deployment: Deployment, revision: number): ReplicaSet {
  const copied: Record<string, string> = {}
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) copied[key] = value
  }
  const former = set.metadata.annotations?.[REVISION]
  if (revisionOf(set) >= revision) return annotated(set, copied)
  const renumbered = { ...copied, [REVISION]: `${revision}` }
  if (former === undefined) return annotated(set, renumbered)
  return annotated(set, {
    ...renumbered,
    [REVISION_HISTORY]: remember(set.metadata.annotations?.[REVISION_HISTORY], former),
  })
}

function remember(history: string | undefined, former: string): string {
  if (!history) return former
  const numbers = [...history.split(','), former]
  while (numbers.length > 1 && numbers.join(',').length > HISTORY_LENGTH) numbers.shift()
  return numbers.join(',')
}

/** The same object when nothing changes. */
export function annotated<T extends { metadata: { annotations?: Record<string, string> } }>(
  object: T,
  annotations: Record<string, string>,
): T {
  const current = object.metadata.annotations ?? {}
  const keys = Object.keys(annotations)
  if (keys.every(key => current[key] === annotations[key])) return object
  return { ...object, metadata: { ...object.metadata, annotations: { ...current, ...annotations } } }
}
