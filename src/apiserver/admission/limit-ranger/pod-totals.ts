import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { aggregateAmounts } from '../../../resource/aggregate-amounts.ts'
import { isPodLevelResource } from '../../../resource/pod-requests.ts'
import { compareQuantities, milliValue, type Quantity, wholeValue } from '../../../resource/quantity.ts'
import type { Context } from '../../context.ts'
import { amountsOf } from './constraints.ts'

export interface PodTotals {
  readonly requests: Map<string, Quantity>
  readonly limits: Map<string, Quantity>
}

/** What a pod asks for as a whole, without its overhead. */
export function podTotals(spec: PodSpec, { gates }: Pick<Context, 'gates'>): PodTotals {
  const total = (field: 'requests' | 'limits'): Map<string, Quantity> => {
    const sum = aggregateAmounts(spec, container => container.resources?.[field])
    if (!gates.enabled('PodLevelResources')) return sum
    for (const [name, amount] of amountsOf(spec.resources?.[field])) if (isPodLevelResource(name)) sum.set(name, amount)
    return sum
  }
  return { requests: total('requests'), limits: total('limits') }
}

/** The same as a LimitRange sees it: before 1.28 a resource counted only if every container named it. */
export const limitedTotals = (spec: PodSpec, context: Pick<Context, 'minor' | 'gates'>): PodTotals =>
  context.minor < 28
    ? { requests: namedByAll(spec, 'requests'), limits: namedByAll(spec, 'limits') }
    : podTotals(spec, context)

/** The containers together, where all of them name the resource, or a single init container if that is more. */
function namedByAll(spec: PodSpec, field: 'requests' | 'limits'): Map<string, Quantity> {
  const containers = (spec.containers ?? []).map(({ resources }) => amountsOf(resources?.[field]))
  const totals = new Map<string, Quantity>()
  for (const name of containers[0]?.keys() ?? []) {
    const amounts = containers.map(amounts => amounts.get(name))
    if (!amounts.every(amount => amount !== undefined)) continue
    const value = name === 'cpu' ? milliValue : wholeValue
    const scale = name === 'cpu' ? 1_000_000n : 1_000_000_000n
    totals.set(name, { nanos: amounts.reduce((sum, each) => sum + value(each) * scale, 0n), format: 'decimal' })
  }
  for (const { resources } of spec.initContainers ?? []) {
    for (const [name, amount] of amountsOf(resources?.[field])) {
      const known = totals.get(name)
      if (!known || compareQuantities(amount, known) > 0) totals.set(name, amount)
    }
  }
  return totals
}
