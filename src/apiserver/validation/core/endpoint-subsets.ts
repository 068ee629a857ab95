import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../../../schemas/types/core/v1.generated.ts'

interface Entry {
  readonly address: EndpointAddress
  ready: boolean
}

/**
 * The same addresses and ports in as few subsets as possible: an address stands in one subset with all its
 * ports, and is not ready when any of its subsets says so. Subsets are ordered by what they hold.
 *
 * Truth: pkg/api/v1/endpoints/util.go RepackSubsets
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const ports = new Map<string, EndpointPort>()
  const byPort = new Map<string, Map<string, Entry>>()
  const ready = new Map<string, boolean>()
  for (const subset of subsets) {
    // A subset may have no ports: its addresses are kept under none.
    const own: (EndpointPort | undefined)[] = subset.ports?.length ? subset.ports : [undefined]
    for (const port of own) {
      const key = port ? portKey(port) : ''
      if (port) ports.set(key, port)
      const entries = byPort.get(key) ?? new Map<string, Entry>()
      byPort.set(key, entries)
      for (const [list, isReady] of [
        [subset.addresses, true],
        [subset.notReadyAddresses, false],
      ] as const) {
        for (const address of list ?? []) {
          const id = addressKey(address)
          if (!entries.has(id)) entries.set(id, { address, ready: isReady })
          ready.set(id, (ready.get(id) ?? true) && isReady)
        }
      }
    }
  }
  for (const entries of byPort.values()) for (const [id, entry] of entries) entry.ready = ready.get(id) ?? entry.ready
  return joinPorts(byPort, ports)
}

/** Ports that serve the same addresses share a subset. */
function joinPorts(byPort: Map<string, Map<string, Entry>>, ports: Map<string, EndpointPort>): EndpointSubset[] {
  const groups = new Map<string, { entries: Entry[]; ports: EndpointPort[] }>()
  for (const [key, entries] of byPort) {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
    const id = sorted.map(([address, { ready }]) => `${address} ${ready}`).join('\n')
    const group = groups.get(id) ?? { entries: sorted.map(([, entry]) => entry), ports: [] }
    groups.set(id, group)
    const port = ports.get(key)
    if (port) group.ports.push(port)
  }
  return [...groups.values()].map(group => {
    const addresses = group.entries.filter(({ ready }) => ready).map(({ address }) => address)
    const notReady = group.entries.filter(({ ready }) => !ready).map(({ address }) => address)
    return {
      ...(addresses.length > 0 ? { addresses } : {}),
      ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
      ...(group.ports.length > 0 ? { ports: group.ports } : {}),
    }
  })
}

const portKey = ({ name = '', port = 0, protocol = '', appProtocol = '' }: EndpointPort): string =>
  `${name}/${port}/${protocol}/${appProtocol}`

const addressKey = ({ ip = '', hostname = '', nodeName = '', targetRef }: EndpointAddress): string =>
  `${ip}/${targetRef?.uid ?? ''}/${hostname}/${nodeName}`
