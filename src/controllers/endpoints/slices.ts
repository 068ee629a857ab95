import { equal } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { type Answer, type Step, succeeded } from '../controller.ts'
import { create, remove, retry, update } from '../steps.ts'
import { type EndpointPort, portsText } from './targets.ts'

/** At most so many endpoints are in one slice. */
const FULL = 100

export interface Endpoint {
  addresses: string[]
  conditions: { ready: boolean; serving?: boolean; terminating?: boolean }
  hostname?: string
  nodeName?: string
  zone?: string
  hints?: { forZones?: { name: string }[]; forNodes?: { name: string }[] }
  /** In place of `nodeName` before 1.21. */
  topology?: Record<string, string>
  targetRef?: { kind: string; namespace: string; name: string; uid: string }
}

/** Slices are made since 1.18, mirrors since 1.19; until 1.20 they are v1beta1. */
export const SLICES_SINCE: Minor = 18
export const MIRRORS_SINCE: Minor = 19
export const sliceVersion = (minor: Minor): string => (minor >= 21 ? 'discovery.k8s.io/v1' : 'discovery.k8s.io/v1beta1')

export interface EndpointSlice extends KubeObject {
  addressType: string
  endpoints: Endpoint[]
  ports?: EndpointPort[]
}

/** Endpoints that share their ports. */
export interface PortGroup {
  readonly ports: EndpointPort[]
  readonly endpoints: Endpoint[]
}

/**
 * Spreads endpoints over slices with as few writes as it takes: an endpoint stays in the slice where
 * it is, gaps are filled, and a slice that is no longer needed is used for one that is.
 *
 * Truth: staging/src/k8s.io/endpointslice/reconciler.go reconcileByAddressType, reconcileByPortMapping
 */
export function* settleSlices(
  existing: readonly EndpointSlice[],
  groups: readonly PortGroup[],
  blank: EndpointSlice,
): Generator<Step, void, Answer> {
  const spare = new Set(existing)
  const wanted: EndpointSlice[] = []
  const kept: EndpointSlice[] = []
  for (const { ports, endpoints } of groups) {
    const text = portsText(ports)
    const waiting = new Map(endpoints.map(endpoint => [identityOf(endpoint), endpoint]))
    const mine = existing.filter(slice => portsText(slice.ports ?? []) === text)
    const filled = mine.map(slice => {
      spare.delete(slice)
      const stay = (slice.endpoints ?? []).flatMap(endpoint => {
        const now = waiting.get(identityOf(endpoint))
        waiting.delete(identityOf(endpoint))
        return now ? [now] : []
      })
      return { slice, endpoints: stay }
    })
    const left = [...waiting.values()]
    for (const { endpoints: inside } of filled)
      while (left.length > 0 && inside.length < FULL) inside.push(left.shift()!)
    for (const { slice, endpoints: inside } of filled) {
      if (inside.length > 0) kept.push({ ...slice, endpoints: inside, ports, metadata: metadataOf(slice, blank) })
      else spare.add(slice)
    }
    while (left.length > 0) wanted.push({ ...blank, ports, endpoints: left.splice(0, FULL) })
  }
  if (kept.length + wanted.length === 0) wanted.push({ ...blank, ports: [], endpoints: [] })

  for (const slice of kept) yield* write(slice, existing)
  for (const slice of wanted) {
    const [free] = spare
    if (free) {
      spare.delete(free)
      yield* write(
        { ...free, ports: slice.ports ?? [], endpoints: slice.endpoints, metadata: metadataOf(free, blank) },
        existing,
      )
    } else {
      const answer = yield create(slice)
      if (!succeeded(answer)) yield retry
    }
  }
  for (const slice of spare) yield remove(slice)
}

function* write(slice: EndpointSlice, existing: readonly EndpointSlice[]): Generator<Step, void, Answer> {
  const before = existing.find(({ metadata }) => metadata.uid === slice.metadata.uid)
  if (before && equal(withLists(before), withLists(slice))) return
  const answer = yield update(slice)
  if (!succeeded(answer)) yield retry
}

/** A server gives back empty lists as `null`. */
const withLists = (slice: EndpointSlice): EndpointSlice => ({
  ...slice,
  ports: slice.ports ?? [],
  endpoints: slice.endpoints ?? [],
})

const metadataOf = ({ metadata }: EndpointSlice, blank: EndpointSlice): EndpointSlice['metadata'] => ({
  ...metadata,
  ...(blank.metadata.labels ? { labels: blank.metadata.labels } : {}),
})

const identityOf = ({ addresses, targetRef }: Endpoint): string => `${addresses.join(' ')} ${targetRef?.uid ?? ''}`
