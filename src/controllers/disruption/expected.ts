import { scaledValue } from '../../resource/int-or-string.ts'
import type { Pod, PodDisruptionBudget } from '../../resource/kinds.ts'
import type { OwnerReference } from '../../resource/object.ts'
import { groupKindOf, type World } from '../controller.ts'
import { definedBy, isCustom, replicasAt } from '../definitions.ts'
import { controllerOf } from '../ownership.ts'

/** How many pods there should be, how many of them healthy, and which belong to nobody. */
export interface Expectation {
  readonly pods: number
  readonly healthy: number
  readonly unmanaged: readonly Pod[]
}

/**
 * `minAvailable` as a number counts the pods that match; everything else asks the pods' controllers
 * for their scale. Percentages round up.
 *
 *   maxUnavailable 30% of 7 pods: 3 may be gone, 4 healthy      minAvailable 50% of 5: 3 healthy
 *
 * The text of a problem is what goes into the condition and the event.
 *
 * Truth: pkg/controller/disruption/disruption.go getExpectedPodCount
 */
export function expectationOf(budget: PodDisruptionBudget, pods: readonly Pod[], world: World): Expectation | string {
  const { minAvailable, maxUnavailable } = budget.spec
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { pods: pods.length, healthy: minAvailable, unmanaged: [] }
  }
  if (maxUnavailable === undefined && minAvailable === undefined) return { pods: 0, healthy: 0, unmanaged: [] }
  const scale = scaleOf(pods, world)
  if (typeof scale === 'string') return scale
  const of = (value: number | string) => scaledValue(value, scale.replicas, 'up') ?? 0
  const healthy =
    maxUnavailable === undefined ? of(minAvailable ?? 0) : Math.max(0, scale.replicas - of(maxUnavailable))
  return { pods: scale.replicas, healthy, unmanaged: scale.unmanaged }
}

/** Each controller counts once, however many of its pods match. Truth: getExpectedScale */
function scaleOf(pods: readonly Pod[], world: World): { replicas: number; unmanaged: Pod[] } | string {
  const unmanaged: Pod[] = []
  const seen = new Map<string, number>()
  const asked = new Set<string>()
  for (const pod of pods) {
    const reference = controllerOf(pod)
    if (!reference) {
      unmanaged.push(pod)
      continue
    }
    if (asked.has(reference.uid)) continue
    asked.add(reference.uid)
    const found = controllerScale(reference, pod, world)
    if (typeof found === 'string') return found
    seen.set(found.uid, found.replicas)
  }
  return { replicas: [...seen.values()].reduce((sum, replicas) => sum + replicas, 0), unmanaged }
}

const WITHOUT_SCALE: Record<string, string> = {
  'apps/DaemonSet': 'daemonsets.apps',
  'batch/Job': 'jobs.batch',
  Node: 'nodes',
}

/** A ReplicaSet of a Deployment stands for the Deployment. */
function controllerScale(
  reference: OwnerReference,
  pod: Pod,
  world: World,
): { uid: string; replicas: number } | string {
  const namespace = pod.metadata.namespace ?? ''
  const kind = groupKindOf(reference)
  const missing = `found no controllers for pod "${pod.metadata.name ?? ''}"`
  if (isCustom(reference)) return customScale(reference, missing, world)
  const resource = WITHOUT_SCALE[kind]
  if (resource !== undefined) return `${resource} does not implement the scale subresource`
  if (kind === 'apps/ReplicaSet') {
    const set = world.get('apps/ReplicaSet', namespace, reference.name)
    if (!set || set.metadata.uid !== reference.uid) return missing
    const parent = controllerOf(set)
    if (parent?.kind !== 'Deployment') return { uid: reference.uid, replicas: set.spec.replicas ?? 1 }
    const deployment = world.get('apps/Deployment', namespace, parent.name)
    if (!deployment || deployment.metadata.uid !== parent.uid) return missing
    return { uid: parent.uid, replicas: deployment.spec.replicas ?? 1 }
  }
  const owner = world.withUid(reference.uid) as { spec?: { replicas?: number } } | undefined
  return owner?.spec?.replicas === undefined ? missing : { uid: reference.uid, replicas: owner.spec.replicas }
}

/** Of a custom resource its definition says whether it can be scaled, and where its replicas are. */
function customScale(
  reference: OwnerReference,
  missing: string,
  world: World,
): { uid: string; replicas: number } | string {
  const { apiVersion, kind, uid } = reference
  const defined = definedBy(reference, world)
  if (!defined) return `no matches for kind "${kind}" in version "${apiVersion}"`
  if (defined.replicasPath === undefined) return `${defined.resource} does not implement the scale subresource`
  const owner = world.withUid(uid)
  return owner ? { uid, replicas: replicasAt(owner, defined.replicasPath) ?? 0 } : missing
}
