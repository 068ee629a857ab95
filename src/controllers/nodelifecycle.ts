import { equal } from '../resource/json.ts'
import type { Node } from '../resource/kinds.ts'
import { conditionOf, timestamp } from '../resource/pod-state.ts'
import type { Taint } from '../resource/taints.ts'
import type { Controller } from './controller.ts'
import { update } from './steps.ts'

/** Which status of which condition puts which taint on a node. */
const TAINTS: readonly [condition: string, status: string, key: string][] = [
  ['Ready', 'False', 'node.kubernetes.io/not-ready'],
  ['Ready', 'Unknown', 'node.kubernetes.io/unreachable'],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
]
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'

/**
 * The node lifecycle controller: what is wrong with a node, said as taints. A cordoned node takes no
 * new pods; one that is not ready or cannot be reached drives away those it has.
 *
 * Truth: pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass, doNoExecuteTaintingPass
 */
export const nodeLifecycle: Controller<'Node'> = {
  name: 'node-controller',
  kind: 'Node',
  *reconcile(node: Node, world) {
    const taints = node.spec?.taints ?? []
    const wanted = wantedTaints(node)
    const kept = taints.filter(taint => !isManaged(taint, node) || wanted.some(other => isSame(taint, other)))
    const added = wanted
      .filter(taint => !taints.some(other => isSame(taint, other)))
      .map(taint => ({ ...taint, timeAdded: timestamp(world.now) }))
    const next = [...kept, ...added]
    if (equal(next, taints)) return
    const { taints: _, ...spec } = node.spec ?? {}
    yield update({ ...node, spec: next.length > 0 ? { ...spec, taints: next } : spec })
  },
}

function wantedTaints({ spec, status }: Node): Taint[] {
  const troubled = TAINTS.filter(([type, value]) => conditionOf(status?.conditions, type)?.status === value)
  return [
    ...(spec?.unschedulable ? [{ key: UNSCHEDULABLE, effect: 'NoSchedule' }] : []),
    ...troubled.map(([, , key]) => ({ key, effect: 'NoSchedule' })),
    ...troubled.filter(([type]) => type === 'Ready').map(([, , key]) => ({ key, effect: 'NoExecute' })),
  ]
}

const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect

/** Taints that come and go with the node's state. Of a node that reports no conditions only cordoning is known. */
function isManaged({ key, effect }: Taint, { status }: Node): boolean {
  if (key === UNSCHEDULABLE) return effect === 'NoSchedule'
  const entry = TAINTS.find(([, , managed]) => managed === key)
  if (!entry || !conditionOf(status?.conditions, entry[0])) return false
  return effect === 'NoSchedule' || (effect === 'NoExecute' && entry[0] === 'Ready')
}
