import type { Answer, Change, Controller, ObjectKey, Step, World } from '../controllers/controller.ts'
import { remove, updateStatus, warning } from '../controllers/steps.ts'
import type { Pod } from '../resource/kinds.ts'
import type { ObjectRef } from '../resource/object.ts'
import { isTerminal, isTerminating, timestamp, withCondition } from '../resource/pod-state.ts'
import type { Minor } from '../resource/version.ts'
import { Cluster } from '../scheduler/cluster.ts'
import type { Decision } from '../scheduler/decision.ts'
import { SchedulingQueue } from '../scheduler/queue.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import type { ClusterEvent } from '../scheduler/wake.ts'

/** There is one scheduler, so there is one key. */
const KEY: ObjectKey = { namespace: '', name: 'default-scheduler' }

/**
 * kube-scheduler as one more controller. It keeps a model of the cluster of its own, up to date with
 * every change, and whenever it is looked at places the pods whose turn it is.
 */
export function scheduling(minor: Minor): Controller {
  const cluster = new Cluster({ minor })
  const scheduler = new Scheduler(cluster)
  const queue = new SchedulingQueue()
  return {
    name: 'default-scheduler',
    kind: 'scheduler',
    observe(change, now) {
      if (change.type === 'deleted') cluster.remove(change.object)
      else cluster.put(change.object)
      follow(queue, change, now)
      const event = eventOf(change)
      if (event) queue.notice(event, now)
    },
    watches: { '*': () => (queue.size > 0 ? [KEY] : []) },
    *reconcile() {},
    *gone(_key, world) {
      for (let next = queue.next(world.now); next; next = queue.next(world.now)) {
        const { namespace = '', name = '' } = next.metadata
        const pod = world.get('Pod', namespace, name)
        if (!pod) {
          queue.remove(`${namespace}/${name}`)
          continue
        }
        yield* place(pod, scheduler.decide(next, { now: world.now }), queue, world)
      }
      const time = queue.nextTime(world.now)
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
function follow(queue: SchedulingQueue, { type, object }: Change, now: number): void {
  if (object.kind !== 'Pod') return
  const pod = object as Pod
  const scheduler = pod.spec['schedulerName'] ?? 'default-scheduler'
  const waits = type !== 'deleted' && !pod.spec.nodeName && !isTerminating(pod) && !isTerminal(pod)
  if (waits && scheduler === 'default-scheduler') queue.put(pod as Parameters<SchedulingQueue['put']>[0], now)
  else queue.remove(keyText(pod))
}

function* place(pod: Pod, decision: Decision, queue: SchedulingQueue, world: World): Generator<Step, void, Answer> {
  const { namespace = '', name = '' } = pod.metadata
  const ref = refTo('Pod', namespace, name)
  if (decision.outcome === 'bound' && decision.node !== undefined) {
    if (decision.best.length > 1) {
      const among = decision.best.map(node => refTo('Node', '', node))
      yield { do: 'tie', picked: [refTo('Node', '', decision.node)], among }
    }
    const answer = yield { do: 'bind', ref, node: decision.node }
    if (answer.code >= 400) queue.failed(keyText(pod), [], world.now)
    return
  }
  queue.failed(keyText(pod), decision.rejectedBy, world.now)
  const message = decision.message ?? ''
  const { conditions } = withCondition(pod.status?.conditions, {
    type: 'PodScheduled',
    status: 'False',
    reason: decision.outcome === 'gated' ? 'SchedulingGated' : 'Unschedulable',
    message,
    lastTransitionTime: timestamp(world.now),
  })
  const nominated = decision.outcome === 'preempting' && decision.node !== undefined
  const nominatedNodeName = nominated ? { nominatedNodeName: decision.node } : {}
  yield updateStatus({ ...pod, status: { ...pod.status, ...nominatedNodeName, conditions } })
  if (decision.outcome !== 'gated') yield warning(pod, 'FailedScheduling', message)
  for (const victim of decision.victims) yield* preempt(victim, pod, world)
}

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
  return (before as Pod | undefined)?.spec.nodeName ? 'pod-changed' : 'pod-placed'
}
