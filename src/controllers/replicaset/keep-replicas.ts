import { equal } from '../../resource/json.ts'
import type { Condition, Pod, PodTemplate, ReplicaStatus } from '../../resource/kinds.ts'
import { type LabelSelector, matchesSelector } from '../../resource/labels.ts'
import { type KubeObject, refOf } from '../../resource/object.ts'
import { isActive, isAvailable, isReady, isTerminating, nextAvailableIn, timestamp } from '../../resource/pod-state.ts'
import { type Answer, type Step, type Steps, succeeded, type World } from '../controller.ts'
import { createPodOf } from '../create-pod.ts'
import { candidatesOf, claim, controllerOf, isControlledBy } from '../ownership.ts'
import { podFromTemplate } from '../pod-from-template.ts'
import { slowStart } from '../slow-start.ts'
import { again, normal, remove, retry, updateStatus, warning } from '../steps.ts'
import { chooseVictims } from './victims.ts'

/** What a ReplicaSet and a ReplicationController have in common. */
export interface Replicated {
  readonly owner: KubeObject
  readonly selector: LabelSelector
  readonly template: PodTemplate | undefined
  readonly replicas: number
  readonly minReadySeconds: number
  readonly status: ReplicaStatus
  /** ReplicaSets tell how many pods are on their way out; ReplicationControllers have no such field. */
  readonly reportsTerminating: boolean
}

/** At most so many pods are created or deleted in one go. Truth: replicaset.BurstReplicas */
const BURST = 500

/**
 * Claims pods, creates or deletes what is missing or too many, and reports.
 *
 * Truth: pkg/controller/replicaset/replica_set.go syncReplicaSet, manageReplicas; replica_set_utils.go calculateStatus
 */
export function* keepReplicas(world: World, set: Replicated): Steps {
  const { owner } = set
  const namespace = owner.metadata.namespace ?? ''
  const matching = world.selected('Pod', namespace, set.selector)
  const candidates = candidatesOf(world, 'Pod', owner, matching)
  const now = world.now
  const matches = (pod: Pod) => matchesSelector(set.selector, pod.metadata.labels)
  const relatedPods = podsByNode(world, owner)

  const pods = yield* claim(owner, candidates.filter(isActive), matches)
  const terminating = candidates.filter(pod => isTerminating(pod) && isControlledBy(pod, owner) && matches(pod)).length

  let refused: Refusal | undefined
  if (owner.metadata.deletionTimestamp === undefined) {
    const difference = pods.length - set.replicas
    if (difference < 0) refused = yield* createPods(set, Math.min(-difference, BURST))
    else if (difference > 0) refused = yield* deletePods(set, pods, Math.min(difference, BURST), relatedPods, now)
  }

  const status = statusOf(set, pods, terminating, refused, now)
  if (!equal(status, set.status)) {
    const written = yield updateStatus({ ...owner, status } as KubeObject)
    if (!succeeded(written)) yield retry
  }
  if (refused) yield retry
  const soon = nextAvailableIn(pods, set.minReadySeconds, now)
  if (soon !== undefined) yield again(soon)
}

interface Refusal {
  readonly answer: Answer
}

function* createPods(set: Replicated, count: number): Generator<Step, Refusal | undefined, Answer> {
  const { refused } = yield* slowStart(count, () => createPodOf(set.owner, podFromTemplate(set.template, set.owner)))
  return refused && { answer: refused }
}

function* deletePods(
  set: Replicated,
  pods: readonly Pod[],
  count: number,
  relatedPods: ReadonlyMap<string, number>,
  now: number,
): Generator<Step, Refusal | undefined, Answer> {
  const { victims, alike } = chooseVictims(pods, count, relatedPods, now)
  if (alike.length > 0)
    yield { do: 'tie', picked: victims.filter(pod => alike.includes(pod)).map(refOf), among: alike.map(refOf) }
  let refused: Refusal | undefined
  for (const victim of victims) {
    const answer = yield remove(victim)
    if (succeeded(answer)) yield normal(set.owner, 'SuccessfulDelete', `Deleted pod: ${victim.metadata.name ?? ''}`)
    else if (answer.code !== 404) {
      yield warning(set.owner, 'FailedDelete', `Error deleting: ${answer.status?.message ?? ''}`)
      refused ??= { answer }
    }
  }
  return refused
}

/**
 * How many active pods of the same workload run on each node. The other ReplicaSets of a Deployment
 * count too, so that a rollout drains crowded nodes first. What nobody controls has no relatives, and
 * its own pods are not counted either: there no node is crowded.
 *
 * Truth: replica_set.go getIndirectlyRelatedPods, getPodsRankedByRelatedPodsOnSameNode
 */
function podsByNode(world: World, owner: KubeObject): Map<string, number> {
  const counts = new Map<string, number>()
  const parent = controllerOf(owner)
  if (!parent) return counts
  for (const sibling of world.ownedBy(parent.uid)) {
    for (const pod of world.ownedBy(sibling.metadata.uid ?? '', 'Pod')) {
      const node = pod.spec.nodeName
      if (node && isActive(pod)) counts.set(node, (counts.get(node) ?? 0) + 1)
    }
  }
  return counts
}

function statusOf(
  set: Replicated,
  pods: readonly Pod[],
  terminating: number,
  refused: Refusal | undefined,
  now: number,
): ReplicaStatus {
  const templateLabels = set.template?.metadata?.labels
  const ready = pods.filter(isReady)
  const count = {
    fullyLabeledReplicas: pods.filter(pod =>
      matchesSelector({ matchLabels: templateLabels ?? {} }, pod.metadata.labels),
    ).length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter(pod => isAvailable(pod, set.minReadySeconds, now)).length,
  }
  const conditions = failureCondition(set, pods.length, refused, now)
  return {
    replicas: pods.length,
    ...(count.fullyLabeledReplicas > 0 ? { fullyLabeledReplicas: count.fullyLabeledReplicas } : {}),
    ...(count.readyReplicas > 0 ? { readyReplicas: count.readyReplicas } : {}),
    ...(count.availableReplicas > 0 ? { availableReplicas: count.availableReplicas } : {}),
    ...(set.reportsTerminating ? { terminatingReplicas: terminating } : {}),
    observedGeneration: set.owner.metadata.generation ?? 0,
    ...(conditions.length > 0 ? { conditions } : {}),
  }
}

/** `ReplicaFailure` comes with the first refusal and goes with the first sync that has none. */
function failureCondition(set: Replicated, have: number, refused: Refusal | undefined, now: number): Condition[] {
  const others = (set.status.conditions ?? []).filter(condition => condition.type !== 'ReplicaFailure')
  if (!refused) return others
  const current = set.status.conditions?.find(condition => condition.type === 'ReplicaFailure')
  if (current) return [...others, current]
  return [
    ...others,
    {
      type: 'ReplicaFailure',
      status: 'True',
      reason: have < set.replicas ? 'FailedCreate' : 'FailedDelete',
      message: refused.answer.status?.message ?? '',
      lastTransitionTime: timestamp(now),
    },
  ]
}
