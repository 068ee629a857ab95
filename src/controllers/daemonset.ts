import { equal } from '../resource/json.ts'
import type { DaemonSet, DaemonSetStatus, Node, Pod, PodTemplate } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import { refOf } from '../resource/object.ts'
import { isReady, nextAvailableIn } from '../resource/pod-state.ts'
import {
  type Answer,
  type Change,
  type Controller,
  keyOf,
  type ObjectKey,
  type Step,
  type Steps,
  succeeded,
  type World,
} from './controller.ts'
import { createPodOf } from './create-pod.ts'
import { type Fleet, fleetOf, isUp, isUpdated, type Post } from './daemonset/fleet.ts'
import { forgetHistory, HASH_LABEL, settleHistory, TEMPLATE_GENERATION } from './daemonset/history.ts'
import { placeFor, targetOf, tolerationsOf } from './daemonset/nodes.ts'
import { desired, moveOnNode, rollingUpdate } from './daemonset/rolling-update.ts'
import { candidatesOf, claim, ownersOf } from './ownership.ts'
import { podFromTemplate } from './pod-from-template.ts'
import { slowStart } from './slow-start.ts'
import { again, normal, remove, retry, updateStatus, warning } from './steps.ts'

/**
 * The DaemonSet controller: one pod on every node that should have one.
 *
 * Truth: pkg/controller/daemon/daemon_controller.go syncDaemonSet, update.go
 */
export const daemonSet: Controller<'apps/DaemonSet'> = {
  name: 'daemonset-controller',
  kind: 'apps/DaemonSet',
  watches: {
    Pod: ownersOf('apps/DaemonSet', (set, pod) => matchesSelector(set.spec.selector, pod.metadata.labels)),
    'apps/ControllerRevision': ownersOf('apps/DaemonSet', (set, revision) =>
      matchesSelector(set.spec.selector, revision.metadata.labels),
    ),
    Node: concerned,
  },
  *reconcile(set: DaemonSet, world: World): Steps {
    const { selector } = set.spec
    if (set.metadata.deletionTimestamp !== undefined) return
    const history = yield* settleHistory(set, world)
    if ('code' in history) {
      yield retry
      return
    }
    const candidates = candidatesOf(world, 'Pod', set, world.selected('Pod', set.metadata.namespace ?? '', selector))
    const pods = yield* claim(set, candidates, pod => matchesSelector(selector, pod.metadata.labels))
    const fleet = fleetOf(set, pods, history.hash, world)

    const { refused, moved } = yield* keepPosts(fleet)
    if (!moved && !refused && set.spec.updateStrategy?.type === 'RollingUpdate') yield* roll(fleet)
    yield* forgetHistory(set, pods, history)
    yield* report(fleet)
    if (refused) yield retry
    const soon = nextAvailableIn(pods, set.spec.minReadySeconds ?? 0, world.now)
    if (soon !== undefined) yield again(soon)
  },
}

/**
 * A changed node concerns a DaemonSet only if a pod is missing there or has to leave. Numbers that
 * change for no other reason, also when a node goes away, wait for the next look.
 *
 * Truth: daemon_controller.go syncNodeUpdate
 */
function concerned({ type, object }: Change, world: World): ObjectKey[] {
  if (type === 'deleted') return []
  const node = object as Node
  return world
    .list('apps/DaemonSet')
    .filter(set => {
      const { shouldRun, mayStay } = placeFor(set, node, tolerationsOf(set))
      const manned = world.ownedBy(set.metadata.uid ?? '', 'Pod').some(pod => targetOf(pod) === node.metadata.name)
      return manned ? !mayStay : shouldRun
    })
    .map(keyOf)
}

type Moves<T> = Generator<Step, T, Answer>

/** At most so many pods are created, and as many deleted, in one go. Truth: daemon.BurstReplicas */
const BURST = 250

/** Creates and deletes so that every post is as it should be. Truth: manage, syncNodes */
function* keepPosts(fleet: Fleet): Moves<{ refused: Answer | undefined; moved: boolean }> {
  const { set, posts, pods } = fleet
  const gone: Pod[] = []
  const needy: Post[] = []
  for (const post of posts) {
    const { finished, remove: surplus, create: needed } = moveOnNode(post, fleet)
    for (const pod of finished) {
      yield finishedEvent(set, pod)
      gone.push(pod)
    }
    gone.push(...surplus)
    if (needed) needy.push(post)
  }
  const nodes = new Set(posts.map(({ node }) => node.metadata.name))
  gone.push(...pods.filter(pod => !pod.spec.nodeName && !nodes.has(targetOf(pod)) && !pod.metadata.deletionTimestamp))
  const refused = (yield* createOn(fleet, needy)) ?? (yield* removeAll(set, gone))
  return { refused, moved: gone.length + needy.length > 0 }
}

function finishedEvent(set: DaemonSet, pod: Pod): Step {
  const { namespace = '', name = '' } = pod.metadata
  const where = `daemon pod ${namespace}/${name} on node ${pod.spec.nodeName ?? ''}`
  return pod.status?.phase === 'Failed'
    ? warning(set, 'FailedDaemonPod', `Found failed ${where}, will try to kill it`)
    : normal(set, 'SucceededDaemonPod', `Found succeeded ${where}, will try to delete it`)
}

function* roll(fleet: Fleet): Moves<void> {
  const { remove: gone, create: needy, chance } = rollingUpdate(fleet)
  if (chance) yield { do: 'tie', picked: chance.picked.map(refOf), among: chance.among.map(refOf) }
  const refused = (yield* createOn(fleet, needy)) ?? (yield* removeAll(fleet.set, gone))
  if (refused) yield retry
}

function* createOn({ set, hash }: Fleet, posts: readonly Post[]): Moves<Answer | undefined> {
  const { refused } = yield* slowStart(Math.min(posts.length, BURST), index =>
    createPodOf(set, podFor(set, hash, posts[index]!.node.metadata.name ?? '')),
  )
  return refused
}

function* removeAll(set: DaemonSet, pods: readonly Pod[]): Moves<Answer | undefined> {
  let refused: Answer | undefined
  for (const pod of pods.slice(0, BURST)) {
    const answer = yield remove(pod)
    if (succeeded(answer)) yield normal(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name ?? ''}`)
    else if (answer.code !== 404) refused ??= answer
  }
  return refused
}

/** The template's required node terms give way to the name of the node. Truth: util.ReplaceDaemonSetPodNodeNameNodeAffinity */
function podFor(set: DaemonSet, hash: string, node: string): Pod {
  const { metadata, spec } = set.spec.template
  const generation = set.metadata.annotations?.[TEMPLATE_GENERATION]
  const template: PodTemplate = {
    metadata: {
      ...metadata,
      labels: {
        ...metadata?.labels,
        ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
        [HASH_LABEL]: hash,
      },
    },
    spec: {
      ...spec,
      affinity: {
        ...spec.affinity,
        nodeAffinity: {
          ...spec.affinity?.nodeAffinity,
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
          },
        },
      },
      tolerations: tolerationsOf(set),
    },
  }
  return podFromTemplate(template, set)
}

/** Per node the oldest pod counts. Truth: updateDaemonSetStatus */
function* report(fleet: Fleet): Moves<void> {
  const { set, posts } = fleet
  const total = desired(fleet)
  const manned = posts.filter(({ shouldRun, pods }) => shouldRun && pods.length > 0).map(({ pods }) => pods[0]!)
  const available = manned.filter(pod => isReady(pod) && isUp(pod, fleet)).length
  const updated = manned.filter(pod => isUpdated(pod, fleet)).length
  const { collisionCount, conditions } = set.status ?? {}
  const status: DaemonSetStatus = {
    currentNumberScheduled: manned.length,
    numberMisscheduled: posts.filter(({ shouldRun, pods }) => !shouldRun && pods.length > 0).length,
    desiredNumberScheduled: total,
    numberReady: manned.filter(isReady).length,
    observedGeneration: set.metadata.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(available > 0 ? { numberAvailable: available } : {}),
    ...(total > available ? { numberUnavailable: total - available } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions ? { conditions } : {}),
  }
  if (equal(status, set.status)) return
  const written = yield updateStatus({ ...set, status })
  if (!succeeded(written)) yield retry
}
