import type { Node, Pod } from '../resource/kinds.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import { type Taint, type Toleration, tolerates } from '../resource/taints.ts'
import { type Change, type Controller, keyOf, type ObjectKey, type Steps, type World } from './controller.ts'
import { again, normal, remove, updateStatus } from './steps.ts'

/** The plan to evict a pod that bears its taints for a while, until it was told to go. */
interface Plan {
  readonly uid: string
  readonly since: number
  readonly at: number
  readonly done?: boolean
}
/** By namespace and name. */
type Memory = Map<string, Plan>
const memories = new WeakMap<World, Memory>()

function memoryOf(world: World): Memory {
  let memory = memories.get(world)
  if (!memory) memories.set(world, (memory = new Map()))
  return memory
}

/**
 * The taint eviction controller: a NoExecute taint drives away the pods that do not tolerate it, and
 * after `tolerationSeconds` those that tolerate it for a while. The shortest time of all counts; when
 * the taints go in time, the pod stays. A plan that is made stands as long as there are taints: one that
 * comes later and is borne for a shorter time does not hasten it.
 *
 * Truth: pkg/controller/tainteviction/taint_eviction.go processPodOnNode
 */
export const taintEviction: Controller<'Pod'> = {
  name: 'taint-eviction-controller',
  kind: 'Pod',
  watches: { Node: podsOn, Pod: ({ object }) => [keyOf(object)] },
  *reconcile(pod: Pod, world) {
    const { uid = '' } = pod.metadata
    const memory = memoryOf(world)
    const key = keyText(keyOf(pod))
    const known = memory.get(key)
    const plan = known?.uid === uid ? known : undefined
    if (plan?.done) return
    const node = pod.spec.nodeName ? world.get('Node', '', pod.spec.nodeName) : undefined
    const taints = (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute')
    const seconds = bearsFor(taints, pod.spec.tolerations ?? [])
    if (known && (known !== plan || seconds === Number.POSITIVE_INFINITY || seconds === 0))
      yield* cancel(keyOf(pod), world)
    if (seconds === Number.POSITIVE_INFINITY) return
    const { now } = world
    const { since, at } = seconds > 0 && plan && plan.since < now ? plan : { since: now, at: now + seconds * 1000 }
    if (at > now) {
      memory.set(key, { uid, since, at })
      yield again((at - now) / 1000)
      return
    }
    memory.set(key, { uid, since, at, done: true })
    yield normal(pod, 'TaintManagerEviction', `Marking for deletion Pod ${key}`)
    const { conditions } = withCondition(pod.status?.conditions, {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
      lastTransitionTime: timestamp(world.now),
    })
    yield updateStatus({ ...pod, status: { ...pod.status, conditions } })
    yield remove(pod)
  },
  gone: cancel,
}

const keyText = ({ namespace, name }: ObjectKey): string => `${namespace}/${name}`

/** The plan is dropped: the taints are gone, or the pod is. */
function* cancel(key: ObjectKey, world: World): Steps {
  const memory = memoryOf(world)
  const plan = memory.get(keyText(key))
  memory.delete(keyText(key))
  if (!plan || plan.done) return
  const about = { apiVersion: 'v1', kind: 'Pod', ...key }
  const message = `Cancelling deletion of Pod ${keyText(key)}`
  yield { do: 'event', event: { type: 'Normal', reason: 'TaintManagerEviction', message, about } }
}

/** Only a change of taints concerns the pods of a node. */
function podsOn({ object, before }: Change, world: World): ObjectKey[] {
  if ((before as Node | undefined)?.spec?.taints === (object as Node).spec?.taints) return []
  return world
    .list('Pod')
    .filter(pod => pod.spec.nodeName === object.metadata.name)
    .map(keyOf)
}

/** Seconds until the pod has to go: 0 with a taint it does not tolerate, infinite with none it would ever mind. */
function bearsFor(taints: readonly Taint[], tolerations: readonly Toleration[]): number {
  let seconds = Number.POSITIVE_INFINITY
  for (const taint of taints) {
    const toleration = tolerations.find(candidate => tolerates(candidate, taint))
    if (!toleration) return 0
    seconds = Math.min(seconds, Math.max(0, toleration.tolerationSeconds ?? Number.POSITIVE_INFINITY))
  }
  return seconds
}
