import { EMPTY, type Intervals, subtract } from './intervals.ts'

/** Addresses of IPv4, both ends included, as numbers. */
export interface AddressRange {
  readonly first: number
  readonly last: number
}

export const HIGHEST_ADDRESS = 0xffffffff

/** `10.0.0.1` → 167772161; `undefined` for anything else, IPv6 included. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let address = 0
  for (const part of parts) {
    const number = Number(part)
    if (!/^\d{1,3}$/.test(part) || number > 255) return undefined
    address = address * 256 + number
  }
  return address
}

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.')

/** `10.0.0.0/8` as a set of addresses: empty when it is not a block of IPv4. */
export function parseBlock(cidr: string): Intervals {
  const [text = '', bits = ''] = cidr.split('/')
  const address = parseAddress(text)
  const length = Number(bits)
  if (address === undefined || !/^\d{1,2}$/.test(bits) || length > 32) return EMPTY
  const size = 2 ** (32 - length)
  const first = Math.floor(address / size) * size
  return [first, first + size - 1]
}

/** An ipBlock: the block without its exceptions. */
export const parseBlockExcept = (cidr: string, except: readonly string[]): Intervals =>
  except.reduce((block, hole) => subtract(block, parseBlock(hole)), parseBlock(cidr))

/**
 * All addresses, cut wherever one of the blocks begins or ends, so that every block is a union of ranges:
 * no block → one range; 10.0.0.0/8 → below it, it, above it.
 */
export function partition(blocks: Iterable<Intervals>): AddressRange[] {
  const starts = new Set([0])
  for (const block of blocks) {
    for (let index = 0; index < block.length; index += 2) {
      starts.add(block[index]!)
      if (block[index + 1]! < HIGHEST_ADDRESS) starts.add(block[index + 1]! + 1)
    }
  }
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.map((first, index) => ({ first, last: (sorted[index + 1] ?? HIGHEST_ADDRESS + 1) - 1 }))
}
