import type { JsonObject } from '../../resource/json.ts'
import type { ControllerRevision, DaemonSet, Pod } from '../../resource/kinds.ts'
import { type Answer, type Step, succeeded, type World } from '../controller.ts'
import { templateHash } from '../name-hash.ts'
import { controllerReference } from '../ownership.ts'
import { remembers, revisionsOf, snapshotOf } from '../revision-history.ts'
import { create, remove, update, updateStatus } from '../steps.ts'

export const HASH_LABEL = 'controller-revision-hash'
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

export interface History {
  readonly current: ControllerRevision
  readonly old: readonly ControllerRevision[]
  readonly hash: string
}

type Moves<T> = Generator<Step, T, Answer>

/** Truth: pkg/controller/daemon/update.go constructHistory */
export function* settleHistory(set: DaemonSet, world: World): Moves<History | Answer> {
  const revisions = yield* revisionsOf(set, world)
  const same = revisions.filter(revision => remembers(revision, set))
  const old = revisions.filter(revision => !same.includes(revision))
  const number = Math.max(0, ...old.map(({ revision }) => revision)) + 1
  let current = same.at(-1)
  if (!current) {
    const made = yield* snapshot(set, number, world)
    if (!('metadata' in made)) return made
    current = made
  } else if (current.revision < number) {
    const answer = yield update({ ...current, revision: number })
    if (!succeeded(answer)) return answer
    current = answer.object as ControllerRevision
  }
  return { current, old, hash: current.metadata.labels?.[HASH_LABEL] ?? '' }
}

function* snapshot(set: DaemonSet, revision: number, world: World): Moves<ControllerRevision | Answer> {
  const { namespace, annotations, name = '' } = set.metadata
  const template: object = set.spec.template
  const hash = templateHash(template as JsonObject, world.minor, set.status?.collisionCount)
  const answer = yield create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [controllerReference(set)],
    },
    data: snapshotOf(set),
    revision,
  } as ControllerRevision)
  if (succeeded(answer)) return answer.object as ControllerRevision
  const there = world.get('apps/ControllerRevision', namespace ?? '', `${name}-${hash}`)
  if (answer.status?.reason !== 'AlreadyExists') return answer
  if (there && remembers(there, set)) return there
  yield updateStatus({ ...set, status: { ...set.status, collisionCount: (set.status?.collisionCount ?? 0) + 1 } })
  return answer
}

/** Revisions beyond the limit go, lowest first; those that pods still run are kept. Truth: cleanupHistory */
export function* forgetHistory(set: DaemonSet, pods: readonly Pod[], { old }: History): Moves<void> {
  let surplus = old.length - (set.spec.revisionHistoryLimit ?? 10)
  if (surplus <= 0) return
  const live = new Set(pods.map(pod => pod.metadata.labels?.[HASH_LABEL] ?? ''))
  for (const revision of old) {
    if (surplus <= 0) return
    if (live.has(revision.metadata.labels?.[HASH_LABEL] ?? '')) continue
    yield remove(revision)
    surplus -= 1
  }
}
