import { formatIp, type Ip, parseIp } from './ip.ts'

/** A block of addresses: `10.0.0.0/8`. */
export interface Cidr {
  readonly ip: Ip
  /** Of 32 or 128, as the address was written. */
  readonly bits: number
  /** The length of the prefix was written with leading zeros. */
  readonly padded: boolean
}

/** Reads what Go's `net.ParseCIDR` took before 1.17 became strict about zeros. `undefined`: not a block. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const ip = parseIp(text.slice(0, slash))
  const length = text.slice(slash + 1)
  if (!ip || !/^\d{1,9}$/.test(length)) return undefined
  const bits = Number(length)
  if (bits > (ip.family === 6 || ip.mapped ? 128 : 32)) return undefined
  return { ip, bits, padded: length.length > 1 && length.startsWith('0') }
}

/** Prefix bits over the bytes of the address; a mapped address loses the 96 bits before it. */
const significant = ({ ip, bits }: Cidr): number => (ip.mapped ? Math.max(0, bits - 96) : bits)

/** The first address of the block. */
export function networkOf(cidr: Cidr): Ip {
  let left = significant(cidr)
  const bytes = cidr.ip.bytes.map(byte => {
    const kept = Math.min(8, Math.max(0, left))
    left -= 8
    return byte & (0xff << (8 - kept)) & 0xff
  })
  return { ...cidr.ip, bytes }
}

/** Bits are set beyond the prefix: `10.0.0.1/8`. */
export const hasHostBits = (cidr: Cidr): boolean =>
  networkOf(cidr).bytes.some((byte, index) => byte !== cidr.ip.bytes[index])

export function containsIp(cidr: Cidr, ip: Ip): boolean {
  if (cidr.ip.family !== ip.family) return false
  const network = networkOf(cidr)
  return networkOf({ ...cidr, ip: { ...ip, mapped: cidr.ip.mapped } }).bytes.every(
    (byte, index) => byte === network.bytes[index],
  )
}

/** `inner` is a smaller part of `outer`; prefixes are compared as they were written. */
export const isStrictlyWithin = (inner: Cidr, outer: Cidr): boolean =>
  inner.bits > outer.bits && containsIp(outer, inner.ip)

/** The one way to write the block: `10.0.0.0/8`. */
export const formatCidr = (cidr: Cidr): string => `${formatIp(networkOf(cidr))}/${significant(cidr)}`
