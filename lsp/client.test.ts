import { expect, test } from 'vitest'
import { Client } from './client.ts'

const RANGES = [
  { startLine: 0, endLine: 9 },
  { startLine: 1, endLine: 5 },
  { startLine: 2, endLine: 3 },
  { startLine: 6, endLine: 9 },
  { startLine: 10, endLine: 12 },
]

test.each([
  [5, [0, 1, 2, 6, 10]],
  [4, [0, 1, 6, 10]],
  [3, [0, 10]],
  [1, [0]],
])('an editor that shows %i ranges gets the outer ones', (rangeLimit, wanted) => {
  const client = new Client({ textDocument: { foldingRange: { rangeLimit } } })
  expect(client.folds(RANGES).map(({ startLine }) => startLine)).toEqual(wanted)
})
