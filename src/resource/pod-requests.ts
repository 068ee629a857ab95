import { milliValue, parseQuantity, wholeValue } from './quantity.ts'

/** Amounts by resource name: thousandths for `cpu`, whole units for everything else. */
export type Amounts = Map<string, number>

export type ResourceList = Readonly<Record<string, string | number | bigint | null | undefined>>

interface ResourceRequirements {
  requests?: ResourceList
  limits?: ResourceList
}

interface Container {
  restartPolicy?: string
  resources?: ResourceRequirements
}

export interface PodResources {
  containers?: Container[]
  initContainers?: Container[]
  overhead?: ResourceList
  resources?: ResourceRequirements
}

const amounts = new Map<string, number>()

/** One amount as the scheduler counts it: `cpu: 1.5` → 1500, `memory: 1Ki` → 1024. What is no quantity counts as 0. */
export function amountOf(resource: string, value: string | number | bigint | null | undefined): number {
  if (value === null || value === undefined) return 0
  const text = String(value)
  const key = resource === 'cpu' ? `m${text}` : text
  let amount = amounts.get(key)
  if (amount === undefined) {
    const quantity = parseQuantity(text)
    amount = quantity ? Number(resource === 'cpu' ? milliValue(quantity) : wholeValue(quantity)) : 0
    if (amounts.size > 10_000) amounts.clear()
    amounts.set(key, amount)
  }
  return amount
}

export interface RequestOptions {
  /** What a container counts with when it does not name the resource at all. */
  readonly missing?: Readonly<Record<string, number>>
  /** Sidecars (init containers with restartPolicy Always) run beside the containers, since 1.28. */
  readonly sidecars: boolean
  /** `spec.resources` replaces the sum over the containers, since 1.34. */
  readonly podLevel: boolean
}

/**
 * What a pod asks for: the larger of what its containers need together and what any init container needs while
 * the sidecars before it run, plus the overhead.
 *
 *   containers 1 + 1, sidecar 1, then init 3: max(1 + 1 + 1, 1, 1 + 3) = 4
 *
 * Truth: component-helpers/resource/helpers.go PodRequests
 */
export function podRequests(spec: PodResources, options: RequestOptions): Amounts {
  const total = containerRequests(spec, options)
  if (options.podLevel) {
    for (const [name, value] of Object.entries(spec.resources?.requests ?? {})) {
      if (isPodLevelResource(name)) total.set(name, amountOf(name, value))
    }
  }
  for (const [name, value] of Object.entries(spec.overhead ?? {})) add(total, name, amountOf(name, value))
  return total
}

/** What the containers ask for together, without the overhead and without what is said for the pod as a whole. */
export function containerRequests(spec: PodResources, options: RequestOptions): Amounts {
  const total: Amounts = new Map()
  for (const container of spec.containers ?? []) addAll(total, requestsOf(container, options))
  const running: Amounts = new Map()
  const highest: Amounts = new Map()
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container, options)
    if (options.sidecars && container.restartPolicy === 'Always') {
      addAll(total, own)
      addAll(running, own)
      raiseAll(highest, running)
    } else {
      addAll(own, running)
      raiseAll(highest, own)
    }
  }
  raiseAll(total, highest)
  return total
}

export const isPodLevelResource = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')

function requestsOf(container: Container, { missing }: RequestOptions): Amounts {
  const own: Amounts = new Map()
  const requests = container.resources?.requests ?? {}
  for (const [name, value] of Object.entries(requests)) own.set(name, amountOf(name, value))
  if (missing) for (const name in missing) if (!own.has(name)) own.set(name, missing[name]!)
  return own
}

const add = (to: Amounts, name: string, amount: number): void => void to.set(name, (to.get(name) ?? 0) + amount)

function addAll(to: Amounts, from: Amounts): void {
  for (const [name, amount] of from) add(to, name, amount)
}

function raiseAll(to: Amounts, from: Amounts): void {
  for (const [name, amount] of from) if (amount > (to.get(name) ?? -1)) to.set(name, amount)
}
