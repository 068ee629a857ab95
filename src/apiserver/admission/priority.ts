import type { PriorityClass } from '../../../schemas/types/scheduling.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import { forbidden, type Status } from '../status.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { isPodRequest, nameOf, PODS, type PodObject } from './pod-request.ts'

type Class = PriorityClass & KubeObject

/** Every server has these, whether the world lists them or not. */
const BUILT_IN: Record<string, number> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

/** The number behind a pod's priority class. Truth: plugin/pkg/admission/priority */
export const priority: AdmissionPlugin = {
  name: 'Priority',

  admit(object, old, context) {
    if (!isPodRequest(object, context)) return undefined
    const spec = (object.spec ??= {})
    if (old) {
      const before = (old as PodObject).spec ?? {}
      if (spec.priority === undefined && before.priority !== undefined) spec.priority = before.priority
      if (spec.preemptionPolicy === undefined && before.preemptionPolicy !== undefined) {
        spec.preemptionPolicy = before.preemptionPolicy
      }
      return undefined
    }
    return settle(object, context)
  },

  validate(object, old, { resource, world }) {
    if (resource.group !== 'scheduling.k8s.io' || resource.kind !== 'PriorityClass') return undefined
    const classes = world.list('scheduling.k8s.io', 'PriorityClass') as Class[]
    const name = object.metadata.name ?? ''
    const other = classes.find(({ globalDefault, metadata }) => globalDefault && metadata.name !== name)
    if (!(object as Class).globalDefault || !other || (old as Class | undefined)?.globalDefault) return undefined
    const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`
    return forbidden({ group: 'scheduling.k8s.io', name: 'priorityclasses' }, name, why)
  },
}

function settle(pod: PodObject, context: Context): Status | undefined {
  const spec = pod.spec!
  const found = find(spec.priorityClassName, context)
  if (!found) {
    if (context.openWorld) return undefined
    return forbidden(PODS, nameOf(pod), `no PriorityClass with name ${spec.priorityClassName} was found`)
  }
  if (spec.priority !== undefined && spec.priority !== found.value) {
    return forbidden(
      PODS,
      nameOf(pod),
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${found.value} from the given PriorityClass name`,
    )
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== found.preemptionPolicy && context.minor >= 19) {
    return forbidden(
      PODS,
      nameOf(pod),
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${found.preemptionPolicy} from the given PriorityClass name`,
    )
  }
  if (found.name) spec.priorityClassName = found.name
  spec.priority = found.value
  if (context.minor >= 19) spec.preemptionPolicy = found.preemptionPolicy
  return undefined
}

interface Found {
  readonly name: string
  readonly value: number
  readonly preemptionPolicy: string
}

/** The class by name; without a name the default one of the lowest value, or none. */
function find(name: string | undefined, { world }: Context): Found | undefined {
  if (name) {
    const named = world.get('scheduling.k8s.io', 'PriorityClass', '', name) as Class | undefined
    if (named) return foundOf(named)
    const value = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined
    return value === undefined ? undefined : { name, value, preemptionPolicy: 'PreemptLowerPriority' }
  }
  const defaults = (world.list('scheduling.k8s.io', 'PriorityClass') as Class[]).filter(each => each.globalDefault)
  const [lowest] = defaults.sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  return lowest ? foundOf(lowest) : { name: '', value: 0, preemptionPolicy: 'PreemptLowerPriority' }
}

const foundOf = ({ metadata, value = 0, preemptionPolicy = 'PreemptLowerPriority' }: Class): Found => ({
  name: metadata.name ?? '',
  value,
  preemptionPolicy,
})
