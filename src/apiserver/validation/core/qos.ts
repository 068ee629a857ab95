import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { addQuantities, parseQuantity, type Quantity } from '../../../resource/quantity.ts'

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

/**
 * How the node treats a pod when memory runs out. Guaranteed: every container limits cpu and memory and requests
 * just that. BestEffort: nothing is asked for. Resources of the pod as a whole speak for all containers, where
 * the release knows them.
 *
 * Truth: pkg/apis/core/helper/qos ComputePodQOS
 */
export function qosClass(spec: PodSpec, podLevel: boolean): QosClass {
  const { resources } = spec
  const requests: Totals = {}
  const limits: Totals = {}
  let guaranteed = true
  if (podLevel && resources) {
    add(requests, resources.requests)
    guaranteed = add(limits, resources.limits) === COMPUTE.length
  } else {
    for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
      add(requests, container.resources?.requests)
      if (add(limits, container.resources?.limits) !== COMPUTE.length) guaranteed = false
    }
  }
  const asked = Object.keys(requests).length
  const limited = Object.keys(limits).length
  if (asked === 0 && limited === 0) return 'BestEffort'
  if (!guaranteed || asked !== limited) return 'Burstable'
  return COMPUTE.every(name => requests[name]?.nanos === limits[name]?.nanos) ? 'Guaranteed' : 'Burstable'
}

type Totals = Record<string, Quantity>

const COMPUTE = ['cpu', 'memory']

/** Adds what is above zero, and answers how many that were. */
function add(totals: Totals, amounts: Record<string, string> | undefined): number {
  let found = 0
  for (const name of COMPUTE) {
    const text = amounts?.[name]
    const amount = text === undefined ? undefined : parseQuantity(text)
    if (!amount || amount.nanos <= 0n) continue
    found++
    totals[name] = totals[name] ? addQuantities(totals[name], amount) : amount
  }
  return found
}
