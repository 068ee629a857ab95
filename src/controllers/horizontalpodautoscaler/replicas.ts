import type { Pod } from '../../resource/kinds.ts'
import { type Group, thousandths } from './measured.ts'

/** Within a tenth of what is wanted nothing is done, both ends included. */
const TOLERANCE = 0.1

const isClose = (ratio: number): boolean => Math.abs(1 - ratio) <= TOLERANCE + 1e-12

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
export function replicasFor(current: number, group: Group, ratioOf: RatioOf, assumed: (pod: Pod) => number): number {
  const { ready, unready, missing } = group
  const ratio = ratioOf(ready)
  const growsPastUnready = unready.length > 0 && ratio > 1
  if (!growsPastUnready && missing.length === 0) return isClose(ratio) ? current : up(ratio * ready.size)

  const counted = new Map(ready)
  if (ratio < 1) for (const pod of missing) counted.set(pod, assumed(pod))
  else if (ratio > 1) for (const pod of missing) counted.set(pod, 0)
  if (growsPastUnready) for (const pod of unready) counted.set(pod, 0)
  const corrected = ratioOf(counted)
  if (isClose(corrected) || (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1)) return current
  const replicas = up(corrected * counted.size)
  const turned = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current)
  return turned ? current : replicas
}

/** For metrics that are not of pods: `ready` pods share the value. */
export const replicasByValue = (current: number, ready: number, ratio: number): number =>
  isClose(ratio) ? current : up(ratio * ready)

/** Each pod takes `target` of the value. */
export const replicasByAverage = (current: number, value: number, target: number): number =>
  current > 0 && isClose(value / (target * current)) ? current : up(value / target)

/** Rounded up, but not for the last bits of a quotient. */
const up = (value: number): number => Math.ceil(value - 1e-9)

/** What a pod requests of a resource; undefined when one of its containers says nothing. */
export function requestOf({ spec }: Pod, resource: string): number | { readonly missingIn: string } {
  let sum = 0
  for (const { name, resources } of spec.containers) {
    const request = thousandths(resources?.requests?.[resource])
    if (request === undefined) return { missingIn: name }
    sum += request
  }
  return sum
}
