import { invalid, type Status } from '../apiserver/status.ts'
import { groupKindOf } from '../controllers/controller.ts'
import { isObject } from '../resource/json.ts'
import { type KubeObject, parseApiVersion } from '../resource/object.ts'

const WITH_TEMPLATE = new Set<string>([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'ReplicationController',
  'batch/Job',
])

/**
 * What is taken to be stored already is judged by nobody, and need not be: a server once let it in. Only
 * without what every controller looks at it cannot have been.
 */
export function missingPart(object: KubeObject): Status | undefined {
  const field = pathOfMissing(object)
  if (field === undefined) return undefined
  const { group } = parseApiVersion(object.apiVersion)
  const cause = { reason: 'FieldValueRequired', message: 'Required value', field }
  return invalid({ group, name: object.kind }, object.metadata.name ?? '', [cause])
}

function pathOfMissing(object: KubeObject): string | undefined {
  const kind = groupKindOf(object)
  const { spec } = object as { spec?: unknown }
  if (kind === 'Pod') return hasContainers(spec) ? undefined : 'spec.containers'
  if (kind === 'batch/CronJob') {
    const jobSpec = isObject(spec) && isObject(spec['jobTemplate']) ? spec['jobTemplate']['spec'] : undefined
    return hasTemplate(jobSpec) ? undefined : 'spec.jobTemplate.spec.template.spec.containers'
  }
  if (kind === 'policy/PodDisruptionBudget') return isObject(spec) ? undefined : 'spec'
  return WITH_TEMPLATE.has(kind) && !hasTemplate(spec) ? 'spec.template.spec.containers' : undefined
}

const hasTemplate = (spec: unknown): boolean =>
  isObject(spec) && isObject(spec['template']) && hasContainers(spec['template']['spec'])

const hasContainers = (spec: unknown): boolean =>
  isObject(spec) && Array.isArray(spec['containers']) && spec['containers'].every(isObject)
