import type { HorizontalPodAutoscaler as First } from '../../../schemas/types/autoscaling/v1.generated.ts'
import type {
  HPAScalingRules,
  HorizontalPodAutoscaler as Hub,
  MetricSpec,
} from '../../../schemas/types/autoscaling/v2.generated.ts'
import type { HorizontalPodAutoscaler as Beta } from '../../../schemas/types/autoscaling/v2beta1.generated.ts'
import { isObject, type Json } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import { DEFAULT_CPU_UTILIZATION } from '../defaults/autoscaling.ts'
import { goJsonAsIs } from '../go-text.ts'
import type { Conversion } from './conversion.ts'
import { metricFromHub, metricToHub, statusFromHub, statusToHub } from './metrics.ts'

/** Where older versions keep what they have no fields for. Truth: pkg/apis/autoscaling/annotations.go */
const PREFIX = 'autoscaling.alpha.kubernetes.io/'
const METRICS = `${PREFIX}metrics`
const CURRENT = `${PREFIX}current-metrics`
const CONDITIONS = `${PREFIX}conditions`
const BEHAVIOR = `${PREFIX}behavior`
const OWN: readonly string[] = [METRICS, CURRENT, CONDITIONS, BEHAVIOR]

function setAnnotation({ metadata }: KubeObject, name: string, value: unknown): void {
  metadata.annotations = { ...metadata.annotations, [name]: goJsonAsIs(value as Json) }
}

/** What an annotation holds, if that is readable. */
function readAnnotation({ metadata }: KubeObject, name: string): unknown {
  const text = metadata.annotations?.[name]
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function readList<T>(object: KubeObject, name: string): T[] | undefined {
  const value = readAnnotation(object, name)
  return Array.isArray(value) && value.every(isObject) ? (value as unknown[] as T[]) : undefined
}

function dropAnnotations({ metadata }: KubeObject): void {
  const { annotations } = metadata
  if (!annotations || !OWN.some(name => annotations[name] !== undefined)) return
  const others = Object.entries(annotations).filter(([name]) => !OWN.includes(name))
  if (others.length > 0) metadata.annotations = Object.fromEntries(others)
  else delete metadata.annotations
}

/** The behavior is written as the server's own type is, whose fields have Go's names. */
function writeBehavior(object: KubeObject, { scaleUp, scaleDown }: NonNullable<NonNullable<Hub['spec']>['behavior']>) {
  const rules = (each: HPAScalingRules | undefined) =>
    each
      ? {
          StabilizationWindowSeconds: each.stabilizationWindowSeconds ?? null,
          SelectPolicy: each.selectPolicy ?? null,
          Policies:
            each.policies?.map(({ type = '', value = 0, periodSeconds = 0 }) => ({
              Type: type,
              Value: value,
              PeriodSeconds: periodSeconds,
            })) ?? null,
          ...(each.tolerance === undefined ? {} : { Tolerance: each.tolerance }),
        }
      : null
  setAnnotation(object, BEHAVIOR, { ScaleUp: rules(scaleUp), ScaleDown: rules(scaleDown) })
}

function readBehavior(object: KubeObject & Hub): void {
  const behavior = withSmallNames(readAnnotation(object, BEHAVIOR))
  if (!isObject(behavior) || !(behavior['scaleUp'] || behavior['scaleDown'])) return
  if (object.spec) object.spec.behavior = behavior as NonNullable<typeof object.spec.behavior>
}

function withSmallNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSmallNames)
  if (!isObject(value)) return value
  const entries = Object.entries(value).filter(([, each]) => each !== null)
  return Object.fromEntries(
    entries.map(([name, each]) => [name.charAt(0).toLowerCase() + name.slice(1), withSmallNames(each)]),
  )
}

const cpuMetric = (averageUtilization: number): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
})

const isCpu = ({ type, resource }: { type?: string; resource?: { name?: string } }): boolean =>
  type === 'Resource' && resource?.name === 'cpu'

const isCpuShare = (metric: MetricSpec): boolean =>
  isCpu(metric) && metric.resource?.target?.averageUtilization !== undefined

/** The counts that every version of the status has. */
const countsOf = ({ status = {} }: First | Beta | Hub) => {
  const { observedGeneration, lastScaleTime, currentReplicas = 0, desiredReplicas = 0 } = status
  return {
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
    currentReplicas,
    desiredReplicas,
  }
}

/** Truth: pkg/apis/autoscaling/v1/conversion.go */
const first: Conversion = {
  toHub(object: KubeObject & First & Hub) {
    const { targetCPUUtilizationPercentage: share, ...spec } = (object.spec ?? {}) as NonNullable<First['spec']>
    const { currentCPUUtilizationPercentage: current } = (object.status ?? {}) as NonNullable<First['status']>
    const others = readList<Parameters<typeof metricToHub>[0]>(object, METRICS)?.map(metricToHub) ?? []
    const metrics = share === undefined ? others : [...others, cpuMetric(share)]
    object.spec = { ...spec, metrics: metrics.length > 0 ? metrics : [cpuMetric(DEFAULT_CPU_UTILIZATION)] }
    readBehavior(object)
    const status: NonNullable<Hub['status']> = countsOf(object)
    if (current !== undefined) {
      status.currentMetrics = [
        { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: current } } },
      ]
    }
    const seen = readList<Parameters<typeof statusToHub>[0]>(object, CURRENT)
    if (seen) status.currentMetrics = seen.map(statusToHub)
    const conditions = readList<NonNullable<typeof status.conditions>[number]>(object, CONDITIONS)
    if (conditions) status.conditions = conditions
    object.status = status
    dropAnnotations(object)
  },
  fromHub(object: KubeObject & First & Hub) {
    const { metrics = [], behavior, ...spec } = (object.spec ?? {}) as NonNullable<Hub['spec']>
    const { currentMetrics, conditions } = (object.status ?? {}) as NonNullable<Hub['status']>
    dropAnnotations(object)
    const others = metrics.filter(metric => !isCpuShare(metric))
    if (others.length > 0) setAnnotation(object, METRICS, others.map(metricFromHub))
    if (currentMetrics?.length) setAnnotation(object, CURRENT, currentMetrics.map(statusFromHub))
    if (behavior) writeBehavior(object, behavior)
    if (conditions?.length) setAnnotation(object, CONDITIONS, conditions)
    const share = metrics.find(isCpu)?.resource?.target?.averageUtilization
    object.spec = { ...spec, ...(share === undefined ? {} : { targetCPUUtilizationPercentage: share }) }
    const current = currentMetrics?.findLast(isCpu)?.resource?.current?.averageUtilization
    object.status = {
      ...countsOf(object),
      ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
    }
  },
}

/** Truth: pkg/apis/autoscaling/v2beta1/conversion.go */
const beta: Conversion = {
  toHub(object: KubeObject & Beta & Hub) {
    const { spec, status } = object as Beta
    const hub: Hub = object
    if (spec?.metrics) hub.spec = { ...object.spec, metrics: spec.metrics.map(metricToHub) }
    if (status?.currentMetrics)
      hub.status = { ...object.status, currentMetrics: status.currentMetrics.map(statusToHub) }
    readBehavior(object)
    dropAnnotations(object)
  },
  fromHub(object: KubeObject & Beta & Hub) {
    const { behavior, metrics, ...spec } = (object.spec ?? {}) as NonNullable<Hub['spec']>
    const { currentMetrics, conditions } = (object.status ?? {}) as NonNullable<Hub['status']>
    dropAnnotations(object)
    if (behavior) writeBehavior(object, behavior)
    const flat: { spec?: unknown; status?: unknown } = object
    flat.spec = { ...spec, ...(metrics ? { metrics: metrics.map(metricFromHub) } : {}) }
    flat.status = {
      ...countsOf(object),
      currentMetrics: currentMetrics?.map(statusFromHub) ?? null,
      conditions: conditions ?? null,
    }
  },
}

/** The newest version has fields for everything, and keeps no annotation that stood for one. */
const last: Conversion = { toHub: dropAnnotations, fromHub: () => {}, asHub: dropAnnotations }

/** The second version has the shape of the hub, but says what there is none of. */
const second: Conversion = {
  toHub: dropAnnotations,
  asHub: dropAnnotations,
  fromHub(object: KubeObject & Hub) {
    const { status } = object
    if (!status) return
    const { currentReplicas = 0, conditions = null } = status
    Object.assign(object, { status: { ...status, currentReplicas, conditions } })
  },
}

export const autoscalingConversions: Record<string, Conversion> = {
  'autoscaling/v1/HorizontalPodAutoscaler': first,
  'autoscaling/v2beta1/HorizontalPodAutoscaler': beta,
  'autoscaling/v2beta2/HorizontalPodAutoscaler': second,
  'autoscaling/v2/HorizontalPodAutoscaler': last,
}
