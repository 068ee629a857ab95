/** An IP address: 4 or 16 bytes. */
export type Address = readonly number[]

/** Go's complaint, or the address. Truth: net/netip ParseAddr */
export function parseAddress(text: string): { address: Address; zone: boolean } | { problem: string } {
  const refuse = (why: string): { problem: string } => ({ problem: `ParseAddr(${quoted(text)}): ${why}` })
  for (const character of text) {
    if (character === '.') {
      const v4 = parseV4(text)
      return typeof v4 === 'string' ? refuse(v4) : { address: v4, zone: false }
    }
    if (character === ':') {
      const percent = text.indexOf('%')
      if (percent >= 0 && percent === text.length - 1) return refuse('zone must be a non-empty string')
      const v6 = parseV6(percent < 0 ? text : text.slice(0, percent))
      return typeof v6 === 'string' ? refuse(v6) : { address: v6, zone: percent >= 0 }
    }
    if (character === '%') return refuse('missing IPv6 address')
  }
  return refuse('unable to parse IP')
}

const quoted = (text: string): string => JSON.stringify(text)

function parseV4(text: string): Address | string {
  const bytes: number[] = []
  let digits = 0
  let value = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) - 48
    if (code >= 0 && code <= 9) {
      if (digits === 1 && value === 0) return 'IPv4 field has octet with leading zero'
      value = value * 10 + code
      digits += 1
      if (value > 255) return 'IPv4 field has value >255'
    } else if (text[index] === '.') {
      if (index === 0 || index === text.length - 1 || text[index - 1] === '.')
        return 'IPv4 field must have at least one digit'
      if (bytes.length === 3) return 'IPv4 address too long'
      bytes.push(value)
      value = 0
      digits = 0
    } else return 'unexpected character'
  }
  if (bytes.length < 3) return 'IPv4 address too short'
  return [...bytes, value]
}

function parseV6(text: string): Address | string {
  const halves = text.split('::')
  if (halves.length > 2) return 'multiple :: in address'
  const parsed: number[][] = []
  for (const [index, half] of halves.entries()) {
    const groups = half === '' ? [] : half.split(':')
    if (half === '' && halves.length === 1) return 'unable to parse IP'
    const bytes: number[] = []
    for (const [position, group] of groups.entries()) {
      const last = position === groups.length - 1 && index === halves.length - 1
      if (last && group.includes('.')) {
        const v4 = parseV4(group)
        if (typeof v4 === 'string') return v4
        bytes.push(...v4)
      } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
        const value = Number.parseInt(group, 16)
        bytes.push(value >> 8, value & 255)
      } else if (group === '') return 'each colon-separated field must have at least one digit'
      else if (/^[0-9a-fA-F]+$/.test(group)) return 'each group must have 4 or less digits'
      else return 'unexpected character'
    }
    parsed.push(bytes)
  }
  const [head = [], tail] = parsed
  if (!tail)
    return head.length < 16 ? 'address string too short' : head.length > 16 ? 'trailing garbage after address' : head
  const gap = 16 - head.length - tail.length
  if (gap < 2) return 'the :: must expand to at least one field of zeros'
  return [...head, ...new Array<number>(gap).fill(0), ...tail]
}

export const isMapped = (address: Address): boolean =>
  address.length === 16 && address.slice(0, 10).every(byte => byte === 0) && address[10] === 255 && address[11] === 255

/** The canonical text: `::1`, the longest run of zero groups left out. */
export function formatAddress(address: Address): string {
  if (address.length === 4) return address.join('.')
  const groups = Array.from({ length: 8 }, (_, index) => address[2 * index]! * 256 + address[2 * index + 1]!)
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let end = start
    while (end < 8 && groups[end] === 0) end += 1
    if (end - start > best.length) best = { start, length: end - start }
  }
  const hex = groups.map(group => group.toString(16))
  if (best.start < 0) return hex.join(':')
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`
}

/** `10.0.0.0/8`. Truth: net/netip ParsePrefix */
export function parsePrefix(text: string): { address: Address; bits: number } | { problem: string } {
  const refuse = (why: string): { problem: string } => ({ problem: `netip.ParsePrefix(${quoted(text)}): ${why}` })
  const slash = text.lastIndexOf('/')
  if (slash < 0) return refuse("no '/'")
  const parsed = parseAddress(text.slice(0, slash))
  if ('problem' in parsed) return refuse(parsed.problem)
  if (parsed.zone) return refuse('IPv6 zones cannot be present in a prefix')
  const bits = text.slice(slash + 1)
  if (!/^(?:0|[1-9]\d*)$/.test(bits)) return refuse(`bad bits after slash: ${quoted(bits)}`)
  if (Number(bits) > parsed.address.length * 8) return refuse('prefix length out of range')
  return { address: parsed.address, bits: Number(bits) }
}

/** The address with everything after the first `bits` bits zero. */
export const mask = (address: Address, bits: number): Address =>
  address.map((byte, index) => {
    const kept = Math.max(0, Math.min(8, bits - index * 8))
    return byte & (0xff00 >> kept) & 0xff
  })
