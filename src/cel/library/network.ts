import { define } from '../check/declaration.ts'
import { type Address, formatAddress, isMapped, mask, parseAddress, parsePrefix } from '../kubernetes/address.ts'
import { fail, Opaque, type Value } from '../run/value.ts'
import { type CelType, opaqueOf, typeOf } from '../types.ts'

export const IP_TYPE = opaqueOf('net.IP')
export const CIDR_TYPE = opaqueOf('net.CIDR')

const sameAddress = (a: Address, b: Address): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

class Ip extends Opaque {
  readonly type: CelType = IP_TYPE
  readonly address: Address
  constructor(address: Address) {
    super()
    this.address = address
  }
  get sizeForCost(): number {
    return this.address.length
  }
  equals(other: Opaque): boolean {
    return other instanceof Ip && sameAddress(this.address, other.address)
  }
}

class Cidr extends Opaque {
  readonly type: CelType = CIDR_TYPE
  readonly address: Address
  readonly bits: number
  constructor(address: Address, bits: number) {
    super()
    this.address = address
    this.bits = bits
  }
  get sizeForCost(): number {
    return Math.ceil(this.bits / 8)
  }
  equals(other: Opaque): boolean {
    return other instanceof Cidr && this.bits === other.bits && sameAddress(this.address, other.address)
  }
}

const quoted = (text: string): string => JSON.stringify(text)

function readIp(text: string): Address | { problem: string } {
  const parsed = parseAddress(text)
  if ('problem' in parsed) {
    return { problem: `IP Address ${quoted(text)} parse error during conversion from string: ${parsed.problem}` }
  }
  if (parsed.zone) return { problem: `IP address ${quoted(text)} with zone value is not allowed` }
  if (isMapped(parsed.address)) return { problem: `IPv4-mapped IPv6 address ${quoted(text)} is not allowed` }
  return parsed.address
}

function readCidr(text: string): Cidr | { problem: string } {
  const parsed = parsePrefix(text)
  const prefix = 'network address parse error during conversion from string: '
  if ('problem' in parsed) return { problem: prefix + prefix + parsed.problem }
  if (isMapped(parsed.address)) return { problem: `${prefix}IPv4-mapped IPv6 address ${quoted(text)} is not allowed` }
  return new Cidr(parsed.address, parsed.bits)
}

const toIp = (text: Value): Address => {
  if (text instanceof Ip) return text.address
  const read = readIp(text as string)
  return 'problem' in read ? fail(read.problem) : read
}
const toCidr = (text: Value): Cidr => {
  if (text instanceof Cidr) return text
  const read = readCidr(text as string)
  return 'problem' in read ? fail(read.problem) : read
}
const bytesOf = (ip: Value | undefined): Address => (ip as Ip).address

const isUnspecified = (address: Address): boolean => address.every(byte => byte === 0)
const isLoopback = (address: Address): boolean =>
  address.length === 4 ? address[0] === 127 : address.at(-1) === 1 && isUnspecified(address.slice(0, 15))
const isLinkLocal = (address: Address): boolean =>
  address.length === 4 ? address[0] === 169 && address[1] === 254 : address[0] === 0xfe && (address[1]! & 0xc0) === 0x80
const isLinkLocalMulticast = (address: Address): boolean =>
  address.length === 4
    ? address[0] === 224 && address[1] === 0 && address[2] === 0
    : address[0] === 0xff && (address[1]! & 0x0f) === 0x02
const isMulticast = (address: Address): boolean =>
  address.length === 4 ? (address[0]! & 0xf0) === 0xe0 : address[0] === 0xff
const isGlobal = (address: Address): boolean =>
  !(address.length === 4 && address.every(byte => byte === 255)) &&
  !isUnspecified(address) &&
  !isLoopback(address) &&
  !isMulticast(address) &&
  !isLinkLocal(address)

const question = (name: string, id: string, ask: (address: Address) => boolean) =>
  define(name, { [`ip_is_${id}`]: 'net.IP.() -> bool' }, ([ip]) => ask(bytesOf(ip)))

const containsIp = (cidr: Cidr, address: Address): boolean =>
  cidr.address.length === address.length && sameAddress(mask(cidr.address, cidr.bits), mask(address, cidr.bits))

/** The inner network's own address counts, not its masked one. */
const containsCidr = (cidr: Cidr, inner: Cidr): boolean =>
  cidr.bits <= inner.bits && sameAddress(mask(cidr.address, cidr.bits), mask(inner.address, cidr.bits))

/** Since Kubernetes 1.30. Truth: apiserver/pkg/cel/library/ip.go, cidr.go */
export const NETWORK = [
  define('ip', { string_to_ip: '(string) -> net.IP' }, ([text]) => new Ip(toIp(text!))),
  define('ip', { cidr_ip: 'net.CIDR.() -> net.IP' }, ([cidr]) => new Ip((cidr as Cidr).address)),
  define('family', { ip_family: 'net.IP.() -> int' }, ([ip]) => (bytesOf(ip).length === 4 ? 4 : 6)),
  define('ip.isCanonical', { ip_is_canonical: '(string) -> bool' }, ([text]) => formatAddress(toIp(text!)) === text),
  question('isUnspecified', 'unspecified', isUnspecified),
  question('isLoopback', 'loopback', isLoopback),
  question('isLinkLocalMulticast', 'link_local_multicast', isLinkLocalMulticast),
  question('isLinkLocalUnicast', 'link_local_unicast', isLinkLocal),
  question('isGlobalUnicast', 'global_unicast', isGlobal),
  define('isIP', { is_ip: '(string) -> bool' }, ([text]) => !('problem' in readIp(text as string))),
  define('string', { ip_to_string: '(net.IP) -> string' }, ([ip]) => formatAddress(bytesOf(ip))),
  define('cidr', { string_to_cidr: '(string) -> net.CIDR' }, ([text]) => toCidr(text!)),
  define(
    'containsIP',
    {
      cidr_contains_ip_string: 'net.CIDR.(string) -> bool',
      cidr_contains_ip_ip: 'net.CIDR.(net.IP) -> bool',
    },
    ([cidr, ip]) => containsIp(cidr as Cidr, toIp(ip!)),
  ),
  define(
    'containsCIDR',
    {
      cidr_contains_cidr_string: 'net.CIDR.(string) -> bool',
      cidr_contains_cidr: 'net.CIDR.(net.CIDR) -> bool',
    },
    ([cidr, inner]) => containsCidr(cidr as Cidr, toCidr(inner!)),
  ),
  define('prefixLength', { cidr_prefix_length: 'net.CIDR.() -> int' }, ([cidr]) => (cidr as Cidr).bits),
  define('masked', { cidr_masked: 'net.CIDR.() -> net.CIDR' }, ([cidr]) => {
    const { address, bits } = cidr as Cidr
    return new Cidr(mask(address, bits), bits)
  }),
  define('isCIDR', { is_cidr: '(string) -> bool' }, ([text]) => !('problem' in readCidr(text as string))),
  define('string', { cidr_to_string: '(net.CIDR) -> string' }, ([cidr]) => {
    const { address, bits } = cidr as Cidr
    return `${formatAddress(address)}/${bits}`
  }),
]

export const NETWORK_NAMES: Readonly<Record<string, CelType>> = {
  'net.IP': typeOf(IP_TYPE),
  'net.CIDR': typeOf(CIDR_TYPE),
}
