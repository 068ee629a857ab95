import type { Answer, Change, Controller, ObjectKey, Step, World } from '../controllers/controller.ts'
import { remove, updateStatus, warning } from '../controllers/steps.ts'
import { equal } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import { isTerminal, isTerminating, timestamp, withCondition } from '../resource/pod-state.ts'
import type { Minor } from '../resource/version.ts'
import { Cluster } from '../scheduler/cluster.ts'
import type { Decision } from '../scheduler/decision.ts'
import { SchedulingQueue } from '../scheduler/queue.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import type { ClusterEvent } from '../scheduler/wake.ts'
import { PodsBinding } from './volume-binding.ts'

/** There is one scheduler, so there is one key. */
const KEY: ObjectKey = { namespace: '', name: 'default-scheduler' }

/**
 * kube-scheduler as one more controller. It keeps a model of the cluster of its own, up to date with
 * every change, and whenever it is looked at places the pods whose turn it is.
 */
export function scheduling(minor: Minor): Controller {
  const cluster = new Cluster({ minor })
  const scheduler = new Scheduler(cluster)
  const queue = new SchedulingQueue(cluster.release.cutsBackOff)
  const binding = new PodsBinding()
  return {
    name: 'default-scheduler',
    kind: 'scheduler',
    observe(change, now) {
      if (change.type === 'deleted') cluster.remove(change.object)
      else cluster.put(assumedOf(change.object, binding))
      follow(queue, change, now, binding)
      const event = queue.size > 0 ? eventOf(change) : undefined
      if (event) queue.notice(event, now)
    },
    watches: { '*': () => (queue.size + binding.size > 0 ? [KEY] : []) },
    *reconcile() {},
    *gone(_key, world) {
      for (let next = queue.next(world.now); next; next = queue.next(world.now)) {
        const { namespace = '', name = '' } = next.metadata
        const pod = world.get('Pod', namespace, name)
        if (!pod) {
          queue.remove(`${namespace}/${name}`)
          continue
        }
        yield* place(pod, scheduler.decide(next, { now: world.now }), { cluster, queue, binding, world })
      }
      yield* bindThoseWithVolumes({ cluster, queue, binding, world })
      const time = soonest(queue.nextTime(world.now), binding.nextTime)
      if (time !== undefined) yield { do: 'again', afterSeconds: (time - world.now) / 1000 }
    },
  }
}

const refTo = (kind: string, namespace: string, name: string): ObjectRef => ({
  apiVersion: 'v1',
  kind,
  ...(namespace ? { namespace } : {}),
  name,
})

const keyText = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`

/** Pods without a node are waiting, all others are not. */
function follow(queue: SchedulingQueue, { type, object }: Change, now: number, binding: PodsBinding): void {
  if (object.kind !== 'Pod') return
  const pod = object as Pod
  if (pod.spec.nodeName || type === 'deleted') binding.forget(keyText(pod))
  if (binding.has(keyText(pod))) return
  const scheduler = pod.spec['schedulerName'] ?? 'default-scheduler'
  const waits = type !== 'deleted' && !pod.spec.nodeName && !isTerminating(pod) && !isTerminal(pod)
  if (waits && scheduler === 'default-scheduler') queue.put(pod as Parameters<SchedulingQueue['put']>[0], now)
  else queue.remove(keyText(pod))
}

/** What places a pod. */
interface Desk {
  readonly cluster: Cluster
  readonly queue: SchedulingQueue
  readonly binding: PodsBinding
  readonly world: World
}

function* place(pod: Pod, decision: Decision, desk: Desk): Generator<Step, void, Answer> {
  const { queue, world } = desk
  const { namespace = '', name = '' } = pod.metadata
  const ref = refTo('Pod', namespace, name)
  if (decision.outcome === 'bound' && decision.node !== undefined) {
    if (decision.best.length > 1) {
      const among = decision.best.map(node => refTo('Node', '', node))
      yield { do: 'tie', picked: [refTo('Node', '', decision.node)], among }
    }
    if (decision.volumes.size + decision.provisions.length > 0) {
      yield* takeVolumes(pod, decision, desk)
      return
    }
    const answer = yield { do: 'bind', ref, node: decision.node }
    if (answer.code >= 400) queue.failed(keyText(pod), [], world.now)
    return
  }
  queue.failed(keyText(pod), decision.rejectedBy, world.now, decision.outcome !== 'gated')
  const message = decision.message ?? ''
  const reason = decision.outcome === 'gated' ? 'SchedulingGated' : 'Unschedulable'
  yield updateStatus(nominated(unplaced(pod, reason, message, world), decision))
  if (decision.outcome !== 'gated') yield warning(pod, 'FailedScheduling', message)
  for (const victim of decision.victims) yield* preempt(victim, pod, world)
}

/** A pod that makes room is promised the node; one that finds nobody to leave has lost what it was promised. */
function nominated(pod: Pod, { outcome, node, preemption }: Decision): Pod {
  if (outcome === 'preempting' && node !== undefined) {
    return { ...pod, status: { ...pod.status, nominatedNodeName: node } }
  }
  if (!preemption || pod.status?.nominatedNodeName === undefined) return pod
  const { nominatedNodeName: _, ...status } = pod.status
  return { ...pod, status }
}

function unplaced(pod: Pod, reason: string, message: string, { now }: World): Pod {
  const { conditions } = withCondition(pod.status?.conditions, {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    lastTransitionTime: timestamp(now),
  })
  return { ...pod, status: { ...pod.status, conditions } }
}

/** The node is taken, and the pod bound when its volumes are there. */
function* takeVolumes(
  pod: Pod,
  decision: Decision,
  { cluster, queue, binding, world }: Desk,
): Generator<Step, void, Answer> {
  const key = keyText(pod)
  if (!(yield* binding.start(key, pod, decision, world))) {
    queue.failed(key, [], world.now)
    return
  }
  queue.remove(key)
  cluster.put(assumedOf(pod, binding))
}

function* bindThoseWithVolumes({ cluster, queue, binding, world }: Desk): Generator<Step, void, Answer> {
  const { bound, late } = binding.ready(world)
  for (const [key, node] of bound) {
    const slash = key.indexOf('/')
    yield { do: 'bind', ref: refTo('Pod', key.slice(0, slash), key.slice(slash + 1)), node }
  }
  for (const key of late) {
    const slash = key.indexOf('/')
    const pod = world.get('Pod', key.slice(0, slash), key.slice(slash + 1))
    binding.forget(key)
    if (!pod) continue
    cluster.put(pod)
    queue.put(pod as Parameters<SchedulingQueue['put']>[0], world.now)
    queue.failed(key, ['VolumeBinding'], world.now)
    const message = 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded'
    yield updateStatus(unplaced(pod, 'SchedulerError', message, world))
    yield warning(pod, 'FailedScheduling', message)
  }
}

/** A pod that waits for its volumes has its place on the node. */
const assumedOf = (object: KubeObject, binding: PodsBinding): KubeObject =>
  (object.kind === 'Pod' ? binding.assumed(keyText(object as Pod)) : undefined) ?? object

const soonest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)

function* preempt(victim: string, by: Pod, world: World): Generator<Step, void, Answer> {
  const slash = victim.indexOf('/')
  const pod = world.get('Pod', victim.slice(0, slash), victim.slice(slash + 1))
  if (!pod) return
  const message = `Preempted by pod ${by.metadata.uid ?? ''} on node ${pod.spec.nodeName ?? ''}`
  const { conditions } = withCondition(pod.status?.conditions, {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: `default-scheduler: preempting to accommodate a higher priority pod`,
    lastTransitionTime: timestamp(world.now),
  })
  yield updateStatus({ ...pod, status: { ...pod.status, conditions } })
  yield remove(pod)
  yield {
    do: 'event',
    event: {
      type: 'Normal',
      reason: 'Preempted',
      message,
      about: refTo('Pod', pod.metadata.namespace ?? '', pod.metadata.name ?? ''),
    },
  }
}

const STORAGE_EVENTS: Readonly<Record<string, ClusterEvent>> = {
  PersistentVolume: 'volume',
  PersistentVolumeClaim: 'claim',
  StorageClass: 'storage-class',
  CSINode: 'csi-node',
  CSIDriver: 'csi-driver',
  CSIStorageCapacity: 'csi-capacity',
  VolumeAttachment: 'volume-attachment',
  ResourceClaim: 'resource-claim',
}

/** What a change is to pods that wait. */
function eventOf({ type, object, before }: Change): ClusterEvent | undefined {
  if (object.kind === 'Node') return type === 'added' ? 'node-added' : 'node-changed'
  if (object.kind !== 'Pod') return STORAGE_EVENTS[object.kind]
  const pod = object as Pod
  if (!pod.spec.nodeName) return undefined
  if (type === 'deleted' || isTerminal(pod)) return 'pod-gone'
  const then = before as Pod | undefined
  if (!then?.spec.nodeName) return 'pod-placed'
  const same = equal(then.metadata.labels, pod.metadata.labels) && equal(then.spec, pod.spec)
  return same ? undefined : 'pod-changed'
}
