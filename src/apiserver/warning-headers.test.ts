import { expect, test } from 'vitest'
import { warningHeaders } from './warning-headers.ts'

test('nothing is told twice', () => expect(warningHeaders(['a', 'b', 'a'])).toEqual(['a', 'b']))

test('much is cut short, and what is too much is lost', () => {
  const long = Array.from({ length: 30 }, (_, index) => String.fromCharCode(65 + index).repeat(300))
  const told = warningHeaders(long)
  expect(told).toHaveLength(16)
  expect(told[0]).toHaveLength(256)
})
