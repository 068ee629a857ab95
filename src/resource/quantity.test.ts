import { describe, expect, test } from 'vitest'
import { canonicalQuantity, milliValue, parseQuantity, wholeValue, withoutUnwritten } from './quantity.ts'

describe('quantities are written the way the server stores them', () => {
  test.each([
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['1500m', '1500m'],
    ['1000m', '1'],
    ['1000', '1k'],
    ['0.5', '500m'],
    ['1e3', '1e3'],
    ['100Ki', '100Ki'],
    ['512', '512'],
    ['0', '0'],
    ['.5', '500m'],
    ['-1.5', '-1500m'],
    ['0.0000000001', '1n'],
    ['1.5Ki', '1536'],
    ['0.0005Ki', '512m'],
    ['1e100', '10e99'],
    ['9223372036854775808', '9223372036854775808'],
    ['16Ei', '9223372036854775807'],
  ])('%s is %s', (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical))

  test.each(['+1', '5.', '1E3', '00010', '1500m'])('%s is kept as it was sent', text =>
    expect(canonicalQuantity(text)).toBe(text),
  )

  test.each([
    ['m', '0'],
    ['-', '0'],
    ['.', '0'],
  ])('%s is %s', (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical))
})

test.each(['', '1 Gi', 'abc', '1Zi', '1.2.3', '--1', '1e', '0x10', '1KB'])('%j is not a quantity', text =>
  expect(parseQuantity(text)).toBeUndefined(),
)

test('values round up', () => {
  expect(wholeValue(parseQuantity('1500m')!)).toBe(2n)
  expect(milliValue(parseQuantity('1.0001')!)).toBe(1001n)
})

test('10^21 is beyond every suffix: it reads 1, but is not forgotten', () => {
  const text = canonicalQuantity('1000000000000000000000')
  expect(withoutUnwritten(text)).toBe('1')
  expect(parseQuantity(text)!.nanos).toBe(10n ** 30n)
})

test('thousandths that do not fit into an int64 are lost as in Go', () => {
  expect(milliValue(parseQuantity('9E')!)).toBe(0n)
  expect(milliValue(parseQuantity('1Ei')!)).toBe(-(2n ** 63n))
  expect(wholeValue(parseQuantity('9223372036854775808')!)).toBe(-(2n ** 63n))
})
