import type { ControllerRevision, Pod, StatefulSet } from '../../resource/kinds.ts'
import { type Answer, type Step, succeeded, type World } from '../controller.ts'
import { fnv32, goJson, safeEncode } from '../name-hash.ts'
import { controllerReference } from '../ownership.ts'
import { nextRevision, remembers, revisionsOf, snapshotOf } from '../revision-history.ts'
import { create, remove, update } from '../steps.ts'
import { revisionNameOf } from './identity.ts'

/** The revision that the pods come from and the one they go to. */
export interface Revisions {
  readonly current: ControllerRevision
  readonly update: ControllerRevision
  readonly collisions: number
  readonly all: readonly ControllerRevision[]
}

const HASH_LABEL = 'controller.kubernetes.io/hash'

/**
 * Finds the revision of the template, creates it, or gives an older equal one the highest number.
 *
 * Truth: pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions
 */
export function* settleRevisions(set: StatefulSet, world: World): Generator<Step, Revisions | Answer, Answer> {
  const all = yield* revisionsOf(set, world)
  const next = nextRevision(all)
  const equals = all.filter(revision => remembers(revision, set))
  const latest = equals.at(-1)
  let collisions = set.status?.collisionCount ?? 0
  let updateRevision: ControllerRevision
  if (latest && latest === all.at(-1)) updateRevision = latest
  else if (latest) {
    const answer = yield update({ ...latest, revision: next })
    if (!succeeded(answer)) return answer
    updateRevision = answer.object as ControllerRevision
  } else {
    for (;;) {
      const answer = yield create(freshRevision(set, next, collisions))
      if (succeeded(answer)) {
        updateRevision = answer.object as ControllerRevision
        break
      }
      if (answer.status?.reason !== 'AlreadyExists' || collisions > 100) return answer
      collisions += 1
    }
  }
  const current = all.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? updateRevision
  return { current, update: updateRevision, collisions, all }
}

/** The hash of a revision's name is that of its data and the number of collisions. Truth: history.HashControllerRevision */
function freshRevision(set: StatefulSet, revision: number, collisions: number): ControllerRevision {
  const data = snapshotOf(set)
  const hash = safeEncode(`${fnv32(goJson(data) + collisions)}`)
  const { namespace, annotations, name = '' } = set.metadata
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, 223)}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [controllerReference(set)],
    },
    data,
    revision,
  }
}

/** Only revisions that no pod and no status names count against the limit. Truth: truncateHistory */
export function* forgetRevisions(
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: Revisions,
): Generator<Step, void, Answer> {
  const limit = set.spec.revisionHistoryLimit ?? 10
  const live = new Set([revisions.current.metadata.name, revisions.update.metadata.name, ...pods.map(revisionNameOf)])
  const past = revisions.all.filter(({ metadata }) => !live.has(metadata.name))
  if (limit < 0 || past.length <= limit) return
  for (const revision of past.slice(0, past.length - limit)) yield remove(revision)
}
