import type { Node } from '../../resource/kinds.ts'
import { amountOf } from '../../resource/pod-requests.ts'
import { courseOf, requestsOf } from '../node-views.ts'
import type { Find } from './find.ts'

const CLUSTER = { apiVersion: 'v1', kind: 'Cluster', name: '' }

/**
 * What all pods together ask for: before, at most, and in the end. A rolling update with a surge needs room that
 * nobody needs afterwards. Terminating pods take their place until they are gone.
 */
export const capacity: Find = function* ({ lives, question }) {
  const deltas = lives.flatMap(life => {
    const { cpu, memory } = requestsOf(life)
    const from = life.existedBefore ? -1 : (life.turns.find(({ what }) => what === 'made')?.at ?? 0)
    const until = life.turns.findLast(({ what }) => what === 'gone' || what === 'ended')?.at
    const came = { at: from, cpu, memory, pods: 1 }
    return until === undefined ? [came] : [came, { at: until, cpu: -cpu, memory: -memory, pods: -1 }]
  })
  const course = (what: 'cpu' | 'memory' | 'pods') => courseOf(deltas.map(delta => ({ at: delta.at, by: delta[what] })))
  const [cpu, memory, pods] = [course('cpu'), course('memory'), course('pods')]
  // Pods that ask for nothing say nothing about room.
  const grows = [cpu, memory].some(({ before, peak }) => peak > before)
  if (!grows) return
  const allocatable = question.nodes && {
    cpu: sum(question.nodes as readonly Node[], 'cpu'),
    memory: sum(question.nodes as readonly Node[], 'memory'),
  }
  const tight = allocatable && (cpu.peak > allocatable.cpu || memory.peak > allocatable.memory)
  yield {
    kind: 'capacity',
    weight: tight ? 'warning' : 'note',
    about: CLUSTER,
    cpu,
    memory,
    pods,
    ...(allocatable ? { allocatable } : {}),
  }
}

const sum = (nodes: readonly Node[], resource: 'cpu' | 'memory'): number =>
  nodes.reduce((total, { status }) => total + amountOf(resource, status?.allocatable?.[resource]), 0)
