/** An IP address: four or sixteen bytes. */
export interface Ip {
  readonly bytes: readonly number[]
  readonly family: 4 | 6
  /** An IPv4 address written as an IPv6 one: `::ffff:10.0.0.1`. */
  readonly mapped: boolean
  /** A part of it has leading zeros: `010.0.0.1`. */
  readonly padded: boolean
}

/** Reads what Go's `net.ParseIP` took before 1.17 became strict about zeros. `undefined`: not an address. */
export const parseIp = (text: string): Ip | undefined => (text.includes(':') ? parse6(text) : parse4(text))

function parse4(text: string): Ip | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const bytes: number[] = []
  let padded = false
  for (const part of parts) {
    if (!/^\d+$/.test(part) || Number(part) > 255) return undefined
    if (part.length > 1 && part.startsWith('0')) padded = true
    bytes.push(Number(part))
  }
  return { bytes, family: 4, mapped: false, padded }
}

function parse6(text: string): Ip | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = groups(halves[0]!)
  const tail = halves.length === 2 ? groups(halves[1]!) : { bytes: [], padded: false }
  if (!head || !tail) return undefined
  const missing = 16 - head.bytes.length - tail.bytes.length
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined
  const bytes = [...head.bytes, ...new Array<number>(missing).fill(0), ...tail.bytes]
  const mapped = bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return mapped
    ? { bytes: bytes.slice(12), family: 4, mapped, padded: head.padded || tail.padded }
    : { bytes, family: 6, mapped, padded: head.padded || tail.padded }
}

function groups(text: string): { bytes: number[]; padded: boolean } | undefined {
  if (text === '') return { bytes: [], padded: false }
  const parts = text.split(':')
  const bytes: number[] = []
  let padded = false
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    if (index === parts.length - 1 && part.includes('.')) {
      const four = parse4(part)
      if (!four) return undefined
      bytes.push(...four.bytes)
      padded ||= four.padded
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const group = Number.parseInt(part, 16)
      bytes.push(group >> 8, group & 255)
    } else return undefined
  }
  return bytes.length > 16 ? undefined : { bytes, padded }
}

/**
 * The one way to write it: `10.0.0.1`, `2001:db8::1`. The longest run of zero groups is folded, the first
 * among equals, never a single group. Truth: RFC 5952
 */
export function formatIp({ bytes, family }: Ip): string {
  if (family === 4) return bytes.join('.')
  const groups: number[] = []
  for (let index = 0; index < 16; index += 2) groups.push((bytes[index]! << 8) | bytes[index + 1]!)
  let start = -1
  let length = 1
  for (let from = 0; from < 8; from++) {
    let to = from
    while (to < 8 && groups[to] === 0) to++
    if (to - from > length) {
      start = from
      length = to - from
    }
  }
  const hex = (list: number[]): string => list.map(group => group.toString(16)).join(':')
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}
