import { groupKindOf } from '../controllers/controller.ts'
import { isObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'

const WITH_TEMPLATE = new Set<string>([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'ReplicationController',
  'batch/Job',
])

/**
 * The path of the first thing without which controllers could not even look at an object. A server
 * with validation refuses such objects long before; this holds also where none runs.
 */
export function missingPart(object: KubeObject): string | undefined {
  const kind = groupKindOf(object)
  const { spec } = object as { spec?: unknown }
  if (kind === 'Pod') return missingInPodSpec(spec, 'spec')
  if (kind === 'policy/PodDisruptionBudget') return isObject(spec) ? undefined : 'spec'
  if (!WITH_TEMPLATE.has(kind)) return undefined
  if (!isObject(spec)) return 'spec'
  const { template } = spec
  if (!isObject(template)) return 'spec.template'
  return missingInPodSpec(template['spec'], 'spec.template.spec')
}

function missingInPodSpec(spec: unknown, path: string): string | undefined {
  if (!isObject(spec)) return path
  const { containers } = spec
  return Array.isArray(containers) && containers.every(isObject) ? undefined : `${path}.containers`
}
