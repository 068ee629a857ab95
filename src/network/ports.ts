import { contains, EMPTY, type Intervals, intersection } from './intervals.ts'

export type Protocol = 'SCTP' | 'TCP' | 'UDP'

/** In the order in which they are written. */
const PROTOCOLS: readonly Protocol[] = ['SCTP', 'TCP', 'UDP']
const STRIDE = 65536
const LAST = 65535

/**
 * A set of ports of all protocols: one line of numbers, 65,536 to a protocol. TCP 80 is 65,616. Port 0 is never
 * in it, so intervals of two protocols never touch.
 */
export type Ports = Intervals

export const NO_PORTS: Ports = EMPTY
export const ALL_PORTS: Ports = PROTOCOLS.flatMap((_, index) => [index * STRIDE + 1, index * STRIDE + LAST])

/** `undefined` for a protocol that Kubernetes does not know. */
function offsetOf(protocol: string): number | undefined {
  const index = (PROTOCOLS as readonly string[]).indexOf(protocol)
  return index < 0 ? undefined : index * STRIDE
}

/** The ports low…high of a protocol, as far as they are ports. */
export function portRange(protocol: string, low = 1, high = LAST): Ports {
  const offset = offsetOf(protocol)
  const [first, last] = [Math.max(1, Math.ceil(low)), Math.min(LAST, Math.floor(high))]
  return offset === undefined || !(first <= last) ? NO_PORTS : [offset + first, offset + last]
}

export function hasPort(ports: Ports, port: number, protocol: string = 'TCP'): boolean {
  const offset = offsetOf(protocol)
  return offset !== undefined && port >= 1 && port <= LAST && contains(ports, offset + port)
}

export const isAllPorts = (ports: Ports): boolean =>
  ports === ALL_PORTS || (ports.length === ALL_PORTS.length && ports.every((end, index) => end === ALL_PORTS[index]))

/** `All Connections`, `No Connections`, `TCP 80,443,UDP 5000-6000` */
export function formatPorts(ports: Ports): string {
  if (ports.length === 0) return 'No Connections'
  if (isAllPorts(ports)) return 'All Connections'
  const parts: string[] = []
  for (const protocol of PROTOCOLS) {
    const ranges = rangesOf(ports, protocol).map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`))
    if (ranges.length > 0) parts.push(`${protocol} ${ranges.join(',')}`)
  }
  return parts.join(',')
}

/** The ranges of one protocol, as numbers people know. */
export function rangesOf(ports: Ports, protocol: Protocol): [number, number][] {
  const offset = offsetOf(protocol)!
  const own = intersection(ports, [offset + 1, offset + LAST])
  const ranges: [number, number][] = []
  for (let index = 0; index < own.length; index += 2) ranges.push([own[index]! - offset, own[index + 1]! - offset])
  return ranges
}
