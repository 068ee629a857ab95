import type { DaemonSet, Node, Pod } from '../../resource/kinds.ts'
import { isAvailable } from '../../resource/pod-state.ts'
import type { World } from '../controller.ts'
import { HASH_LABEL, TEMPLATE_GENERATION } from './history.ts'
import { type Place, placeFor, targetOf, tolerationsOf } from './nodes.ts'

/** A DaemonSet, its nodes and which of its pods are where. */
export interface Fleet {
  readonly set: DaemonSet
  readonly world: World
  readonly hash: string
  readonly posts: readonly Post[]
  readonly pods: readonly Pod[]
}

export interface Post extends Place {
  readonly node: Node
  /** Oldest first; those with a node before those without. */
  readonly pods: readonly Pod[]
}

export function fleetOf(set: DaemonSet, pods: readonly Pod[], hash: string, world: World): Fleet {
  const tolerations = tolerationsOf(set)
  const byNode = new Map<string, Pod[]>()
  for (const pod of pods) {
    const name = targetOf(pod)
    const there = byNode.get(name)
    if (there) there.push(pod)
    else byNode.set(name, [pod])
  }
  const posts = world.list('Node').map(node => ({
    node,
    ...placeFor(set, node, tolerations),
    pods: (byNode.get(node.metadata.name ?? '') ?? []).sort(
      (a, b) => Number(!a.spec.nodeName) - Number(!b.spec.nodeName) || world.compareAge(a, b),
    ),
  }))
  return { set, world, hash, posts, pods }
}

/** Of the current template, by hash or by the old way of counting template generations. Truth: util.IsPodUpdated */
export function isUpdated(pod: Pod, { set, hash }: Fleet): boolean {
  const labels = pod.metadata.labels ?? {}
  const generation = set.metadata.annotations?.[TEMPLATE_GENERATION]
  return (
    (hash !== '' && labels[HASH_LABEL] === hash) ||
    (generation !== undefined && labels['pod-template-generation'] === generation)
  )
}

export const isUp = (pod: Pod, { set, world }: Fleet): boolean =>
  isAvailable(pod, set.spec.minReadySeconds ?? 0, world.now)
