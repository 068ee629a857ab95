import type { AddressRange } from './addresses.ts'
import { EMPTY, sameIntervals, subtract } from './intervals.ts'
import type { Network } from './network.ts'
import type { Ports } from './ports.ts'
import { type Connection, type Endpoint, endpointName } from './reachability.ts'
import type { Workload } from './workload.ts'

/** What became of the connections of a pair. `lost` and `gained` are ports. */
export interface ConnectionChange {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly network?: string
  readonly before: Ports
  readonly after: Ports
  readonly lost: Ports
  readonly gained: Ports
}

/**
 * The connections that two networks do not have in common. Outside addresses are compared range by range, cut
 * where either network cuts them; workloads that only one side has lose or gain everything.
 */
export function difference(before: Network, after: Network): ConnectionChange[] {
  const [old, current] = [[...before.connections()], [...after.connections()]]
  const cuts = cutsOf([...old, ...current])
  const nameOf = rememberNames()
  const pairs = new Map<string, { connection: Connection; before: Ports; after: Ports }>()
  for (const [connections, side] of [
    [old, 'before'],
    [current, 'after'],
  ] as const) {
    for (const connection of connections.flatMap(connection => pieces(connection, cuts))) {
      const key = `${connection.network ?? ''}\n${nameOf(connection.from)}\n${nameOf(connection.to)}`
      let pair = pairs.get(key)
      if (!pair) pairs.set(key, (pair = { connection, before: EMPTY, after: EMPTY }))
      pair[side] = connection.ports
    }
  }
  const changes: ConnectionChange[] = []
  for (const { connection, before: had, after: has } of pairs.values()) {
    if (sameIntervals(had, has)) continue
    changes.push({ ...ends(connection), before: had, after: has, lost: subtract(had, has), gained: subtract(has, had) })
  }
  return changes
}

const ends = ({ from, to, network }: Connection) => ({ from, to, ...(network === undefined ? {} : { network }) })

/** Where ranges begin, sorted: the finest cut that both sides share. */
function cutsOf(connections: readonly Connection[]): number[] {
  const cuts = new Set<number>()
  for (const { from, to } of connections) {
    for (const end of [from, to]) {
      if (end.kind === 'external') cuts.add(end.range.first).add(end.range.last + 1)
    }
  }
  return [...cuts].sort((a, b) => a - b)
}

function pieces(connection: Connection, cuts: readonly number[]): Connection[] {
  const { from, to } = connection
  if (from.kind === 'external') return cut(from.range, cuts).map(range => ({ ...connection, from: { ...from, range } }))
  if (to.kind === 'external') return cut(to.range, cuts).map(range => ({ ...connection, to: { ...to, range } }))
  return [connection]
}

function cut(range: AddressRange, cuts: readonly number[]): AddressRange[] {
  const { first, last } = range
  let low = 0
  for (let high = cuts.length; low < high; ) {
    const middle = (low + high) >> 1
    if (cuts[middle]! <= first) low = middle + 1
    else high = middle
  }
  if (low === cuts.length || cuts[low]! > last) return [range]
  const ranges: AddressRange[] = []
  let start = first
  for (; low < cuts.length && cuts[low]! <= last; low++) {
    ranges.push({ first: start, last: cuts[low]! - 1 })
    start = cuts[low]!
  }
  return [...ranges, { first: start, last }]
}

/** A workload is named in many connections, and by other objects before and after. */
function rememberNames(): (endpoint: Endpoint) => string {
  const names = new Map<Workload, string>()
  return endpoint => {
    if (endpoint.kind !== 'workload') return endpointName(endpoint)
    let name = names.get(endpoint.workload)
    if (name === undefined) names.set(endpoint.workload, (name = endpointName(endpoint)))
    return name
  }
}
