import type { Container, Pod } from '../../resource/kinds.ts'
import { type Group, thousandths } from './measured.ts'

/** How far from what is wanted nothing is done, both ends included. */
export interface Tolerances {
  readonly up: number
  readonly down: number
}

/** A tenth, unless the autoscaler says otherwise. */
export const TOLERANCE = 0.1
const TENTH: Tolerances = { up: TOLERANCE, down: TOLERANCE }

const isClose = (ratio: number, { up, down }: Tolerances): boolean =>
  ratio >= 1 - down - 1e-12 && ratio <= 1 + up + 1e-12

/** How much is used of what is wanted, and of how many pods that is told. */
type RatioOf = (used: ReadonlyMap<Pod, number>) => number

/**
 * As many pods as would bring the ratio to 1.
 *
 *   3 pods use 90 % where 60 % is wanted: ratio 1.5, ceil(1.5 × 3) = 5
 *
 * Pods that nobody measures count against the direction: on the way down as if they used what is wanted, on
 * the way up nothing; pods that are not ready yet count only on the way up, and nothing.
 *
 * Truth: pkg/controller/podautoscaler/replica_calculator.go GetResourceReplicas, calcPlainMetricReplicas
 */
export function replicasFor(
  current: number,
  group: Group,
  ratioOf: RatioOf,
  assumed: (pod: Pod) => number,
  tolerances = TENTH,
): number {
  const { ready, unready, missing } = group
  const ratio = ratioOf(ready)
  const growsPastUnready = unready.length > 0 && ratio > 1
  if (!growsPastUnready && missing.length === 0) return isClose(ratio, tolerances) ? current : up(ratio * ready.size)

  const counted = new Map(ready)
  if (ratio < 1) for (const pod of missing) counted.set(pod, assumed(pod))
  else if (ratio > 1) for (const pod of missing) counted.set(pod, 0)
  if (growsPastUnready) for (const pod of unready) counted.set(pod, 0)
  const corrected = ratioOf(counted)
  if (isClose(corrected, tolerances) || (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1)) return current
  const replicas = up(corrected * counted.size)
  const turned = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current)
  return turned ? current : replicas
}

/** For metrics that are not of pods: `ready` pods share the value. */
export const replicasByValue = (current: number, ready: number, ratio: number, tolerances = TENTH): number =>
  isClose(ratio, tolerances) ? current : up(ratio * ready)

/** Each pod takes `target` of the value. */
export const replicasByAverage = (current: number, value: number, target: number, tolerances = TENTH): number =>
  current > 0 && isClose(value / (target * current), tolerances) ? current : up(value / target)

/** Rounded up, but not for the last bits of a quotient. */
const up = (value: number): number => Math.ceil(value - 1e-9)

/**
 * What a pod requests of a resource, in thousandths, or what one of its containers does; sidecars count.
 * What the pod requests as a whole goes before what its containers do. A string says what is missing.
 *
 * Truth: pkg/controller/podautoscaler/replica_calculator.go calculateRequests
 */
export function requestOf({ metadata, spec }: Pod, resource: string, container: string): number | string {
  const { name: pod = '' } = metadata
  const whole = (spec['resources'] as Container['resources'])?.requests
  if (container === '' && whole?.[resource] !== undefined) return thousandths(whole[resource]) ?? 0
  const sidecars = (spec.initContainers ?? []).filter(each => each['restartPolicy'] === 'Always')
  const all = [...spec.containers, ...sidecars]
  const asked = container === '' ? all : all.filter(({ name }) => name === container)
  if (asked.length === 0) return `container ${container} not found in Pod ${pod}`
  let sum = 0
  for (const { name, resources } of asked) {
    const request = thousandths(resources?.requests?.[resource])
    if (request === undefined) return `missing request for ${resource} in container ${name} of Pod ${pod}`
    sum += request
  }
  return sum
}
