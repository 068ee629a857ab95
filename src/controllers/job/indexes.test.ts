import { expect, test } from 'vitest'
import { firstPending, formatIndexes, parseIndexes } from './indexes.ts'

test.each([
  ['', []],
  ['3', [3]],
  ['0,2', [0, 2]],
  ['1,2', [1, 2]],
  ['0-2,5,7-9', [0, 1, 2, 5, 7, 8, 9]],
])('%s stands for %j', (text, indexes) => {
  expect([...parseIndexes(text, 10)]).toEqual(indexes)
  expect(formatIndexes(new Set(indexes))).toBe(text)
})

test('indexes beyond the completions do not count', () => {
  expect([...parseIndexes('1-90000000', 3)]).toEqual([1, 2])
})

test('the first free indexes are taken', () => {
  expect(firstPending(2, 6, [new Set([0]), new Set([2])])).toEqual([1, 3])
  expect(firstPending(9, 3, [new Set([1])])).toEqual([0, 2])
})
