import { expect, test } from 'vitest'
import { containsIp, formatCidr, hasHostBits, isStrictlyWithin, parseCidr } from './cidr.ts'
import { parseIp } from './ip.ts'

test.each([
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['10.1.2.3/8', '10.0.0.0/8', true],
  ['010.0.0.0/08', '10.0.0.0/8', false],
  ['2001:DB8:0:0::1/64', '2001:db8::/64', true],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8', false],
  ['0.0.0.0/0', '0.0.0.0/0', false],
])('%s is the block %s', (text, canonical, hostBits) => {
  const cidr = parseCidr(text)!
  expect(formatCidr(cidr)).toBe(canonical)
  expect(hasHostBits(cidr)).toBe(hostBits)
})

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::/129', 'x/8'])('%s is no block', text => {
  expect(parseCidr(text)).toBeUndefined()
})

test('a block holds its addresses and its smaller parts', () => {
  const block = parseCidr('10.96.0.0/16')!
  expect(containsIp(block, parseIp('10.96.255.1')!)).toBe(true)
  expect(containsIp(block, parseIp('10.97.0.1')!)).toBe(false)
  expect(containsIp(block, parseIp('::1')!)).toBe(false)
  expect(isStrictlyWithin(parseCidr('10.96.4.0/24')!, block)).toBe(true)
  expect(isStrictlyWithin(block, block)).toBe(false)
})
