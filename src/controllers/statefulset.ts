import { equal } from '../resource/json.ts'
import type { StatefulSet } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import { nextAvailableIn } from '../resource/pod-state.ts'
import { type Controller, type Steps, succeeded, type World } from './controller.ts'
import { candidatesOf, claim, ownersOf } from './ownership.ts'
import { ordinalOf } from './statefulset/identity.ts'
import { keepOrdinals } from './statefulset/ordinals.ts'
import { forgetRevisions, settleRevisions } from './statefulset/revisions.ts'
import { statusOf } from './statefulset/status.ts'
import { again, retry, updateStatus } from './steps.ts'

/**
 * The StatefulSet controller.
 *
 * Truth: pkg/controller/statefulset/stateful_set.go sync, stateful_set_control.go UpdateStatefulSet
 */
export const statefulSet: Controller<'apps/StatefulSet'> = {
  name: 'statefulset-controller',
  kind: 'apps/StatefulSet',
  watches: {
    Pod: ownersOf('apps/StatefulSet', (set, pod) => matchesSelector(set.spec.selector, pod.metadata.labels)),
    'apps/ControllerRevision': ownersOf('apps/StatefulSet', (set, revision) =>
      matchesSelector(set.spec.selector, revision.metadata.labels),
    ),
    PersistentVolumeClaim: ({ type, object }, world) =>
      type === 'deleted' ? waitingForClaim(object.metadata.namespace ?? '', object.metadata.name ?? '', world) : [],
  },
  *reconcile(set: StatefulSet, world: World): Steps {
    const { selector, minReadySeconds = 0 } = set.spec
    const candidates = candidatesOf(world, 'Pod', set, world.selected('Pod', set.metadata.namespace ?? '', selector))
    const mine = candidates.filter(pod => ordinalOf(pod, set) >= 0)
    const pods = yield* claim(set, mine, pod => matchesSelector(selector, pod.metadata.labels))

    const revisions = yield* settleRevisions(set, world)
    if ('code' in revisions) {
      yield retry
      return
    }
    const { counts, refused } = yield* keepOrdinals(set, pods, revisions, world)
    const status = statusOf(set, counts, revisions)
    if (!equal(status, set.status)) {
      const written = yield updateStatus({ ...set, status })
      if (!succeeded(written)) yield retry
    }
    if (refused) yield retry
    yield* forgetRevisions(set, pods, revisions)
    const soon = nextAvailableIn(pods, minReadySeconds, world.now)
    if (soon !== undefined) yield again(soon)
  },
}

/** Sets that may wait for a claim of an earlier pod to be gone: those whose templates would name it so. */
const waitingForClaim = (namespace: string, claim: string, world: World) =>
  world
    .list('apps/StatefulSet', namespace)
    .filter(({ metadata, spec }) =>
      spec.volumeClaimTemplates?.some(template =>
        claim.startsWith(`${template.metadata.name}-${metadata.name ?? ''}-`),
      ),
    )
    .map(({ metadata }) => ({ namespace, name: metadata.name ?? '' }))
