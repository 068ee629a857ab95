import { expect, test } from 'vitest'
import { rememberEmptyMap, semanticallyEqual } from './semantic-equal.ts'

const emptyMap = {}
rememberEmptyMap(emptyMap)

test.each([
  ['an empty list is none', { a: [] }, {}, true],
  ['an empty map is none', { a: emptyMap }, {}, true],
  ['an empty struct is something', { a: {} }, {}, false],
  ['a list with something in it is not', { a: [1] }, {}, false],
  ['also further in', { a: [{ b: [], c: 1 }] }, { a: [{ c: 1 }] }, true],
])('%s', (_story, a, b, same) => {
  expect(semanticallyEqual(a, b)).toBe(same)
  expect(semanticallyEqual(b, a)).toBe(same)
})
