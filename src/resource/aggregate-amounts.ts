import { addQuantities, compareQuantities, parseQuantity, type Quantity } from './quantity.ts'

interface Container {
  restartPolicy?: string
}

interface Containers<C extends Container> {
  containers?: C[]
  initContainers?: C[]
}

/**
 * What a pod's containers name at the most: the regular ones and the sidecars together, or one init container
 * beside the sidecars that started before it. Exact, where `podRequests` counts in the scheduler's units.
 *
 * Truth: component-helpers/resource AggregateContainerRequests, AggregateContainerLimits
 */
export function aggregateAmounts<C extends Container>(
  spec: Containers<C>,
  amountsOf: (container: C) => Record<string, string> | undefined,
): Map<string, Quantity> {
  const read = (container: C): Map<string, Quantity> =>
    new Map(Object.entries(amountsOf(container) ?? {}).map(([name, text]) => [name, parseQuantity(text) ?? NOTHING]))
  const sum = new Map<string, Quantity>()
  for (const container of spec.containers ?? []) add(sum, read(container))
  const sidecars = new Map<string, Quantity>()
  const peak = new Map<string, Quantity>()
  for (const container of spec.initContainers ?? []) {
    const own = read(container)
    if (container.restartPolicy === 'Always') {
      add(sum, own)
      add(sidecars, own)
      raise(peak, sidecars)
    } else {
      add(own, sidecars)
      raise(peak, own)
    }
  }
  raise(sum, peak)
  return sum
}

const NOTHING: Quantity = { nanos: 0n, format: 'decimal' }

function add(to: Map<string, Quantity>, amounts: Map<string, Quantity>): void {
  for (const [name, amount] of amounts) {
    const known = to.get(name)
    to.set(name, known ? addQuantities(known, amount) : amount)
  }
}

function raise(to: Map<string, Quantity>, amounts: Map<string, Quantity>): void {
  for (const [name, amount] of amounts) {
    const known = to.get(name)
    if (!known || compareQuantities(amount, known) > 0) to.set(name, amount)
  }
}
