import { difference } from '../../network/difference.ts'
import { Network } from '../../network/network.ts'
import { formatPorts } from '../../network/ports.ts'
import { type Endpoint, endpointName } from '../../network/reachability.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Consequence } from '../consequence.ts'
import type { Scene } from '../scene.ts'
import type { Find } from './find.ts'

/** Kinds whose change can let somebody in or keep somebody out. */
const POLICIES = new Set(['NetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'Namespace'])

/** Connections between workloads that are there on both sides, cut or opened by policies and labels. */
export const traffic: Find = function* (scene) {
  if (!matters(scene)) return
  const { before, after } = networksOf(scene)
  for (const { from, to, lost, gained } of difference(before, after)) {
    const ends = { from: endpointName(from), to: endpointName(to) }
    if (!isKnown(from, before, after) || !isKnown(to, before, after)) continue
    const about = aboutOf(to) ?? aboutOf(from)
    if (!about) continue
    if (lost.length > 0) yield { kind: 'traffic-cut', weight: 'warning', about, ...ends, ports: formatPorts(lost) }
    if (gained.length > 0) yield { kind: 'traffic-opened', weight: 'note', about, ...ends, ports: formatPorts(gained) }
  }
}

function matters({ changes }: Scene): boolean {
  return changes.some(
    ({ object, action, fields }) =>
      action !== 'keep' &&
      action !== 'leave' &&
      action !== 'refused' &&
      (POLICIES.has(object.kind) ||
        fields.some(({ path }) => path.startsWith('spec.template.metadata.labels') || path.includes('.ports'))),
  )
}

/** Pods are left out: the workloads say what theirs are like. */
const networksOf = ({ before, after }: Scene): { before: Network; after: Network } => ({
  before: new Network(withoutPods(before)),
  after: new Network(withoutPods(after)),
})

export const withoutPods = (objects: ReadonlyMap<string, KubeObject>): KubeObject[] =>
  [...objects.values()].filter(
    ({ kind, metadata }) => !metadata.ownerReferences?.some(({ controller }) => controller) && kind !== 'EndpointSlice',
  )

const isKnown = (end: Endpoint, ...networks: readonly Network[]): boolean =>
  end.kind !== 'workload' ||
  networks.every(
    network => network.workload(end.workload.namespace, end.workload.kind, end.workload.name) !== undefined,
  )

function aboutOf(end: Endpoint): Consequence['about'] | undefined {
  if (end.kind !== 'workload') return undefined
  const { kind, namespace, name } = end.workload
  return { apiVersion: end.workload.object?.apiVersion ?? 'v1', kind, namespace, name }
}
