import { describe, expect, test } from 'vitest'
import { formatIp, parseIp } from './ip.ts'

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
])('%s is %s', (text, canonical) => expect(formatIp(parseIp(text)!)).toBe(canonical))

describe('what is no address', () => {
  test.each(['', '1.2.3', '1.2.3.256', '1.2.3.4.5', ' 1.2.3.4', ':::', '1::2::3', '12345::', '1:2:3:4:5:6:7'])(
    '%j',
    text => expect(parseIp(text)).toBeUndefined(),
  )
})

test('what new objects may not say any more', () => {
  expect(parseIp('010.0.0.1')).toMatchObject({ padded: true })
  expect(parseIp('::ffff:10.0.0.1')).toMatchObject({ mapped: true, family: 4 })
})
