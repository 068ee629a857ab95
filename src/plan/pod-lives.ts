import type { Pod } from '../resource/kinds.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import { isReady, isTerminal, isTerminating } from '../resource/pod-state.ts'
import type { Machine } from './machine/machine.ts'
import { refKey } from './machine/owners.ts'

/** One turn in the life of a pod. Seconds after the change. */
export interface Turn {
  readonly at: number
  readonly what: 'made' | 'placed' | 'ready' | 'unready' | 'terminating' | 'gone' | 'ended'
  /** The entry of the machine's timeline. */
  readonly entry: number
}

/** A pod from first to last, as a plan looks at it. */
export interface PodLife {
  readonly name: string
  readonly namespace: string
  readonly workload: ObjectRef
  readonly isNew: boolean
  readonly pod: Pod
  /** What is so at the beginning. */
  readonly readyBefore: boolean
  readonly existedBefore: boolean
  /** Seconds that a pod has to be ready to be available. */
  readonly minReadySeconds: number
  readonly turns: readonly Turn[]
}

interface Growing extends PodLife {
  pod: Pod
  readonly turns: Turn[]
}

/** The lives of all pods that are there or come, from an entry of the timeline on. */
export function podLives(machine: Machine, before: readonly Pod[], since: number, zero: number): PodLife[] {
  const { cluster, owners } = machine
  const lives: Growing[] = []
  const current = new Map<string, Growing>()
  const revisions = new Map<string, Set<string>>()
  const begin = (pod: Pod, existedBefore: boolean): Growing => {
    const workload = owners.workloadOf(pod)
    const key = refKey(workload)
    const revision = revisionOf(pod)
    if (existedBefore) revisions.set(key, (revisions.get(key) ?? new Set()).add(revision))
    const life: Growing = {
      name: pod.metadata.name ?? '',
      namespace: pod.metadata.namespace ?? '',
      workload,
      isNew: !existedBefore && (revision === '' || !revisions.get(key)?.has(revision)),
      pod,
      readyBefore: existedBefore && isReady(pod),
      existedBefore,
      minReadySeconds: minReadyOf(cluster.requests.get(workload)),
      turns: [],
    }
    lives.push(life)
    current.set(nameOf(pod), life)
    return life
  }
  for (const pod of before) if (!isTerminal(pod)) begin(pod, true)
  for (let index = since; index < cluster.timeline.length; index += 1) {
    const entry = cluster.timeline[index]!
    if (entry.what !== 'change' || entry.change.object.kind !== 'Pod') continue
    const { type, object } = entry.change
    const pod = object as Pod
    const at = (entry.at - zero) / 1000
    const turn = (life: Growing, what: Turn['what']): void => void life.turns.push({ at, what, entry: index })
    if (type === 'added') {
      turn(begin(pod, false), 'made')
      continue
    }
    const life = current.get(nameOf(pod))
    if (!life) continue
    const was = life.pod
    if (type === 'deleted') {
      if (!isTerminating(was) && !isTerminal(was)) turn(life, 'terminating')
      turn(life, 'gone')
      current.delete(nameOf(pod))
      continue
    }
    life.pod = pod
    if (!was.spec.nodeName && pod.spec.nodeName) turn(life, 'placed')
    if (!isTerminating(was) && isTerminating(pod)) turn(life, 'terminating')
    if (!isTerminal(was) && isTerminal(pod)) turn(life, 'ended')
    else if (isReady(was) !== isReady(pod)) turn(life, isReady(pod) ? 'ready' : 'unready')
  }
  return lives
}

const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`

/** What tells the pods of one template from those of another. */
function revisionOf({ metadata }: Pod): string {
  const { labels } = metadata
  return labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'] ?? ''
}

function minReadyOf(object: KubeObject | undefined): number {
  const { spec } = (object ?? {}) as { spec?: { minReadySeconds?: number } }
  return spec?.minReadySeconds ?? 0
}
