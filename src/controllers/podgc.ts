import type { Node, Pod } from '../resource/kinds.ts'
import { isTerminal, timestamp, withCondition } from '../resource/pod-state.ts'
import { type Controller, keyOf, type World } from './controller.ts'
import { again, remove, updateStatus } from './steps.ts'

/** A node may come back under its name; so long its pods are left alone. */
const QUARANTINE_SECONDS = 40

/** When nodes went, by name. Nodes that were never seen are not missed: not every world tells of its nodes. */
const goneNodes = new WeakMap<World, Map<string, number>>()

/**
 * The pod garbage collector, as far as it sees to pods whose node is gone: nobody is left there who could stop them.
 *
 * Truth: pkg/controller/podgc/gc_controller.go gcOrphaned
 */
export const podGarbageCollector: Controller<'Pod'> = {
  name: 'pod-garbage-collector',
  kind: 'Pod',
  watches: {
    Pod: ({ object }, world) => (goneNodes.get(world)?.has((object as Pod).spec.nodeName ?? '') ? [keyOf(object)] : []),
    Node: ({ type, object }, world) => {
      if (type !== 'deleted') return []
      const gone = goneNodes.get(world) ?? new Map<string, number>()
      goneNodes.set(world, gone.set(object.metadata.name ?? '', world.now))
      return world
        .list('Pod')
        .filter(pod => pod.spec.nodeName === object.metadata.name)
        .map(keyOf)
    },
  },
  *reconcile(pod, world) {
    const { nodeName } = pod.spec
    const since = nodeName ? goneNodes.get(world)?.get(nodeName) : undefined
    if (since === undefined || nodeOf(pod, world)) return
    const left = since / 1000 + QUARANTINE_SECONDS - world.now / 1000
    if (left > 0) {
      yield again(left)
      return
    }
    if (!isTerminal(pod) && world.minor >= 26) yield updateStatus(failed(pod, world.now))
    yield remove(pod, { gracePeriodSeconds: 0 })
  },
}

const nodeOf = ({ spec }: Pod, world: World): Node | undefined => world.get('Node', '', spec.nodeName ?? '')

function failed(pod: Pod, now: number): Pod {
  const { conditions } = withCondition(pod.status?.conditions, {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
    lastTransitionTime: timestamp(now),
  })
  return { ...pod, status: { ...pod.status, phase: 'Failed', conditions } }
}
