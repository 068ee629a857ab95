import type { RuntimeClass } from '../../../schemas/types/node.k8s.io/v1.generated.ts'
import { pathSegment } from '../../resource/names.ts'
import type { KubeObject } from '../../resource/object.ts'
import { parseQuantity } from '../../resource/quantity.ts'
import type { Minor } from '../../resource/version.ts'
import { goQuote } from '../go-text.ts'
import { forbidden, plainError, type Status } from '../status.ts'
import { mergeTolerations } from './merge-tolerations.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { isPodRequest, nameOf, PODS, type PodObject } from './pod-request.ts'

type Class = RuntimeClass & KubeObject

/** Since this release PodOverhead is on. */
const WEIGHS: Minor = 18

type Amounts = Record<string, string>

const sameAmounts = (a: Amounts, b: Amounts): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every(name => parseQuantity(a[name]!)?.nanos === parseQuantity(b[name] ?? '')?.nanos)

/** A pod takes over the overhead, node selector and tolerations of its runtime class. Truth: plugin/pkg/admission/runtimeclass */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',

  admit(object, old, context) {
    if (old || !isPodRequest(object, context)) return undefined
    const found = find(object, context.world.get.bind(context.world))
    if ('status' in found) return context.openWorld && found.status.code === 403 ? undefined : found.status
    const { overhead, scheduling } = found.runtimeClass ?? {}
    const refusal = context.minor >= WEIGHS ? setOverhead(object, overhead) : undefined
    if (refusal) return refusal
    return scheduling ? setScheduling(object, scheduling) : undefined
  },

  validate(object, old, context) {
    if (old || context.minor < WEIGHS || !isPodRequest(object, context)) return undefined
    const found = find(object, context.world.get.bind(context.world))
    if ('status' in found) return undefined
    const overhead = object.spec?.overhead
    const defined = found.runtimeClass?.overhead?.podFixed
    if (!overhead || (defined && sameAmounts(overhead, defined))) return undefined
    const why = found.runtimeClass?.overhead
      ? "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"
      : 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'
    return forbidden(PODS, nameOf(object), why)
  },
}

type Get = (group: string, kind: string, namespace: string, name: string) => KubeObject | undefined

/** The name goes into a URL first, where an impossible one fails in a way of its own. */
function find(pod: PodObject, get: Get): { runtimeClass: Class | undefined } | { status: Status } {
  const name = pod.spec?.runtimeClassName
  if (name === undefined) return { runtimeClass: undefined }
  const [complaint] = pathSegment(name)
  if (name === '') return { status: plainError('resource name may not be empty') }
  if (complaint)
    return { status: plainError(`invalid resource name ${goQuote(name)}: [${pathSegment(name).join(' ')}]`) }
  const runtimeClass = get('node.k8s.io', 'RuntimeClass', '', name) as Class | undefined
  if (runtimeClass) return { runtimeClass }
  return { status: forbidden(PODS, nameOf(pod), `pod rejected: RuntimeClass ${goQuote(name)} not found`) }
}

function setOverhead(pod: PodObject, overhead: Class['overhead']): Status | undefined {
  if (!overhead?.podFixed) return undefined
  const spec = pod.spec!
  if (spec.overhead && !sameAmounts(spec.overhead, overhead.podFixed)) {
    const why = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"
    return forbidden(PODS, nameOf(pod), why)
  }
  spec.overhead = { ...overhead.podFixed }
  return undefined
}

function setScheduling(
  pod: PodObject,
  { nodeSelector = {}, tolerations = [] }: NonNullable<Class['scheduling']>,
): Status | undefined {
  const spec = pod.spec!
  for (const [key, value] of Object.entries(nodeSelector)) {
    const own = spec.nodeSelector?.[key]
    if (own !== undefined && own !== value) {
      const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`
      return forbidden(PODS, nameOf(pod), why)
    }
    spec.nodeSelector = { ...spec.nodeSelector, [key]: value }
  }
  const merged = mergeTolerations(spec.tolerations ?? [], tolerations)
  if (merged.length > 0) spec.tolerations = merged
  return undefined
}
