import { equal, type JsonObject } from '../../resource/json.ts'
import type { Deployment, PodTemplate, ReplicaSet } from '../../resource/kinds.ts'
import { succeeded } from '../controller.ts'
import { isInLeavingNamespace } from '../create-pod.ts'
import { templateHash } from '../name-hash.ts'
import { controllerOf, controllerReference } from '../ownership.ts'
import { create, normal, update, warning } from '../steps.ts'
import { annotated, REVISION, revisionOf, withRevision, withSize } from './annotations.ts'
import { hasDeadline, progressing, setCondition } from './conditions.ts'
import { ceiling, isRollingUpdate } from './fenceposts.ts'
import { all, type Moves, Refused, type Rollout, replicasOf, sum, wanted, writeStatus } from './rollout.ts'

const HASH_LABEL = 'pod-template-hash'

/** Templates are the same when everything but the hash label is. */
export const sameTemplate = (a: PodTemplate, b: PodTemplate): boolean => equal(withoutHash(a), withoutHash(b))

function withoutHash(template: PodTemplate): PodTemplate {
  const labels = template.metadata?.labels
  if (!labels || !(HASH_LABEL in labels)) return template
  const { [HASH_LABEL]: _, ...others } = labels
  return { ...template, metadata: { ...template.metadata, labels: others } }
}

/** Splits a Deployment's ReplicaSets: the oldest one with the same template is current. Truth: FindNewReplicaSet */
export function sortOut(rollout: Rollout, sets: readonly ReplicaSet[]): void {
  const byAge = [...sets].sort((a, b) => rollout.world.compareAge(a, b))
  rollout.current = byAge.find(set => sameTemplate(set.spec.template, rollout.deployment.spec.template))
  rollout.old = byAge.filter(set => set !== rollout.current)
}

/**
 * How large the current ReplicaSet may be now. In a rolling update the ReplicaSets together stay
 * below the ceiling; a ReplicaSet that does not exist yet starts at this size, not at 0.
 *
 * Truth: pkg/controller/deployment/util/deployment_util.go NewRSNewReplicas
 */
export function sizeOfCurrent(rollout: Rollout): number {
  const { deployment, current } = rollout
  const size = replicasOf(current)
  if (!isRollingUpdate(deployment)) return wanted(deployment)
  const exist = sum(all(rollout), set => replicasOf(set))
  const room = ceiling(deployment) - exist
  return room <= 0 ? size : size + Math.min(room, wanted(deployment) - size)
}

/**
 * Brings the revision numbers up to date and, if asked, creates the ReplicaSet that is missing.
 *
 * Truth: pkg/controller/deployment/sync.go getNewReplicaSet
 */
export function* syncRevision(rollout: Rollout, createMissing: boolean): Moves<Refused | undefined> {
  const revision = Math.max(0, ...rollout.old.map(revisionOf)) + 1
  if (rollout.current) return yield* renumber(rollout, rollout.current, revision)
  return createMissing ? yield* createCurrent(rollout, revision) : undefined
}

function* renumber(rollout: Rollout, current: ReplicaSet, revision: number): Moves<Refused | undefined> {
  const { deployment, world } = rollout
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0
  const numbered = withRevision(current, deployment, revision)
  if (numbered !== current || (current.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _, ...spec } = numbered.spec
    const answer = yield update({ ...numbered, spec: minReadySeconds > 0 ? { ...spec, minReadySeconds } : spec })
    if (!succeeded(answer)) return new Refused(answer)
    rollout.current = answer.object as ReplicaSet
    return undefined
  }
  const next = annotated(deployment, { [REVISION]: current.metadata.annotations?.[REVISION] ?? '' })
  if (hasDeadline(deployment) && !progressing(deployment)) {
    const message = `Found new replica set "${current.metadata.name ?? ''}"`
    return yield* writeStatus(rollout, progressed(next, 'True', 'FoundNewReplicaSet', message, world.now))
  }
  return next === deployment ? undefined : yield* writeStatus(rollout, next)
}

function* createCurrent(rollout: Rollout, revision: number): Moves<Refused | undefined> {
  const { deployment, world } = rollout
  const set = freshReplicaSet(rollout, revision)
  const name = set.metadata.name ?? ''
  const answer = yield create(set)
  let made = answer.object as ReplicaSet | undefined
  const existed = answer.status?.reason === 'AlreadyExists'
  if (existed) {
    const there = world.get('apps/ReplicaSet', deployment.metadata.namespace ?? '', name)
    const ours = there && controllerOf(there)?.uid === deployment.metadata.uid
    if (!there || !ours || !sameTemplate(there.spec.template, deployment.spec.template)) {
      yield* writeStatus(rollout, {
        ...deployment,
        status: { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 },
      })
      return new Refused(answer)
    }
    made = there
  } else if (isInLeavingNamespace(answer)) {
    return new Refused(answer)
  } else if (!succeeded(answer)) {
    const message = `Failed to create new replica set "${name}": ${answer.status?.message ?? ''}`
    if (hasDeadline(deployment)) {
      yield* writeStatus(rollout, progressed(deployment, 'False', 'ReplicaSetCreateError', message, world.now))
    }
    yield warning(deployment, 'ReplicaSetCreateError', message)
    return new Refused(answer)
  }
  rollout.current = made
  if (!existed && replicasOf(made) > 0) {
    yield normal(deployment, 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${replicasOf(made)}`)
  }
  const next = annotated(deployment, { [REVISION]: `${revision}` })
  if (!existed && hasDeadline(deployment)) {
    const message = `Created new replica set "${name}"`
    return yield* writeStatus(rollout, progressed(next, 'True', 'NewReplicaSetCreated', message, world.now))
  }
  return next === deployment ? undefined : yield* writeStatus(rollout, next)
}

function freshReplicaSet(rollout: Rollout, revision: number): ReplicaSet {
  const { deployment } = rollout
  const { template, selector, minReadySeconds } = deployment.spec
  const hash = templateHash(
    template as JsonObject & PodTemplate,
    rollout.world.minor,
    deployment.status?.collisionCount,
  )
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash }
  const bare: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name ?? ''}-${hash}`,
      ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
      labels,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: sizeOfCurrent(rollout),
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
  return withSize(withRevision(bare, deployment, revision), deployment)
}

const progressed = (
  deployment: Deployment,
  status: 'True' | 'False',
  reason: string,
  message: string,
  now: number,
): Deployment => ({
  ...deployment,
  status: {
    ...deployment.status,
    conditions: setCondition(deployment.status?.conditions ?? [], 'Progressing', status, reason, message, now),
  },
})
