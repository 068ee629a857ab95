import type { JsonObject } from '../../resource/json.ts'
import type { Pod } from '../../resource/kinds.ts'
import { type Group, groupPods, type Measurements, thousandths } from './measured.ts'
import { type Metric, type Missing, missingMetric, type Target, unmeasured } from './metrics.ts'
import { replicasByAverage, replicasByValue, replicasFor, requestOf, type Tolerances } from './replicas.ts'
import { goText } from './selector-text.ts'

/** What is being scaled, and what is known of it. */
export interface Scaled {
  readonly namespace: string
  readonly replicas: number
  readonly pods: readonly Pod[]
  readonly measurements: Measurements
  readonly tolerances: Tolerances
  readonly now: number
}

/** How many replicas one metric asks for, and how the status tells of it. */
export interface Proposal {
  readonly replicas: number
  readonly name: string
  readonly status: JsonObject
}

/** Truth: pkg/controller/podautoscaler/horizontal.go computeReplicasForMetric */
export function propose(metric: Metric, scaled: Scaled): Proposal | Missing {
  const { resource, containerResource, pods, object, external } = metric
  const { namespace, measurements } = scaled
  const missing = missingMetric(metric, namespace, 'not measured')
  const measured = resource ?? containerResource
  if (measured) return byResource(metric, measured, scaled) ?? missing
  const { metric: { name = '', selector } = {}, target } = pods ?? object ?? external ?? {}
  if (pods) return byPods(name, target, scaled) ?? missing
  if (object?.describedObject) {
    const { apiVersion = 'v1', ...described } = object.describedObject
    const value = thousandths(measurements.ofObject?.(name, { apiVersion, namespace, ...described }))
    const status = { type: 'Object', object: { metric: { name }, describedObject: { ...object.describedObject } } }
    const title =
      target?.averageValue === undefined
        ? `${described.kind} metric ${name}`
        : `external metric ${name}(${goText(selector)})`
    return byTotal(value, target, title, status, scaled) ?? missing
  }
  if (external) {
    const value = thousandths(measurements.external?.(name))
    const status = { type: 'External', external: { metric: { name } } }
    return byTotal(value, target, `external metric ${name}(${goText(selector)})`, status, scaled) ?? missing
  }
  return missing
}

function byResource(
  metric: Metric,
  { name, target }: { readonly name: string; readonly target?: Target },
  scaled: Scaled,
): Proposal | Missing | undefined {
  const { pods, measurements, tolerances } = scaled
  const { container = '' } = metric.containerResource ?? {}
  const measure = container ? (pod: Pod) => measurements.ofContainer?.(pod, container) : measurements.ofPod
  if (!measure) return undefined
  const group = groupPods(pods, name, measure, scaled.now)
  if (group.ready.size === 0) {
    const measured = pods.some(pod => measure(pod)?.[name] !== undefined)
    return measured ? unmeasured(metric, 'did not receive metrics for any ready pods') : undefined
  }
  const status = (current: JsonObject): JsonObject =>
    container
      ? { type: 'ContainerResource', containerResource: { name, container, current } }
      : { type: 'Resource', resource: { name, current } }
  const average = shown(averageOf(group))
  const { averageUtilization: wanted } = target ?? {}
  if (wanted === undefined) {
    const most = thousandths(target?.averageValue)
    if (most === undefined) return undefined
    return { replicas: plain(group, most, scaled), name: `${name} resource`, status: status({ averageValue: average }) }
  }
  const requests = new Map<Pod, number>()
  for (const pod of pods) {
    const request = requestOf(pod, name, container)
    if (typeof request === 'string') return unmeasured(metric, request)
    requests.set(pod, request)
  }
  const utilization = (used: ReadonlyMap<Pod, number>): number => {
    let all = 0
    let requested = 0
    for (const [pod, value] of used) {
      all += value
      requested += requests.get(pod) ?? 0
    }
    return requested === 0 ? 0 : Math.trunc((all * 100) / requested)
  }
  // A pod that nobody measures is taken to use all that it requests, or what is wanted where that is more.
  const assumed = (pod: Pod): number => Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, wanted)) / 100)
  return {
    replicas: replicasFor(scaled.replicas, group, used => utilization(used) / wanted, assumed, tolerances),
    name: `${name} ${container ? 'container ' : ''}resource utilization (percentage of request)`,
    status: status({ averageUtilization: utilization(group.ready), averageValue: average }),
  }
}

function byPods(name: string, target: Target | undefined, scaled: Scaled): Proposal | undefined {
  const most = thousandths(target?.averageValue)
  const { ofPod } = scaled.measurements
  if (most === undefined || !ofPod) return undefined
  const group = groupPods(scaled.pods, name, ofPod, scaled.now)
  if (group.ready.size === 0) return undefined
  const current = { averageValue: shown(averageOf(group)) }
  const status = { type: 'Pods', pods: { metric: { name }, current } }
  return { replicas: plain(group, most, scaled), name: `pods metric ${name}`, status }
}

const plain = (group: Group, most: number, { replicas, tolerances }: Scaled): number =>
  replicasFor(
    replicas,
    group,
    used => Math.trunc(sumOf(used) / Math.max(1, used.size)) / most,
    () => most,
    tolerances,
  )

function byTotal(
  value: number | undefined,
  target: Target | undefined,
  name: string,
  { type, ...status }: JsonObject,
  scaled: Scaled,
): Proposal | undefined {
  const [average, total] = [thousandths(target?.averageValue), thousandths(target?.value)]
  if (value === undefined || (average ?? total) === undefined) return undefined
  const ready = scaled.pods.filter(pod => pod.status?.conditions?.some(isReadyNow)).length
  const replicas =
    average === undefined
      ? replicasByValue(scaled.replicas, ready, value / (total ?? 1), scaled.tolerances)
      : replicasByAverage(scaled.replicas, value, average, scaled.tolerances)
  const current =
    average === undefined ? { value: shown(value) } : { averageValue: shown(Math.ceil(value / scaled.replicas)) }
  const [[key, inside] = ['', {}]] = Object.entries(status)
  return { replicas, name, status: { type: type ?? '', [key]: { ...(inside as JsonObject), current } } }
}

const isReadyNow = ({ type, status }: { type: string; status: string }): boolean =>
  type === 'Ready' && status === 'True'

function sumOf(used: ReadonlyMap<Pod, number>): number {
  let sum = 0
  for (const value of used.values()) sum += value
  return sum
}

const averageOf = ({ ready }: Group): number => Math.trunc(sumOf(ready) / ready.size)

/** 1500 → `1500m`, 2000 → `2`. */
const shown = (value: number): string => (value % 1000 === 0 ? `${value / 1000}` : `${value}m`)
