import { describe, expect, test } from 'vitest'
import { canonicalQuantity, milliValue, parseQuantity, wholeValue } from './quantity.ts'

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
  ])('%s is %s', (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical))
})

test.each(['', '1 Gi', 'abc', '1Zi', 'm', '1.2.3', '--1', '1e'])('%j is not a quantity', text =>
  expect(parseQuantity(text)).toBeUndefined(),
)

test('values round up', () => {
  expect(wholeValue(parseQuantity('1500m')!)).toBe(2n)
  expect(milliValue(parseQuantity('1.0001')!)).toBe(1001n)
})
