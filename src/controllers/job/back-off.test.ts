import { expect, test } from 'vitest'
import type { Pod } from '../../resource/kinds.ts'
import { timestamp } from '../../resource/pod-state.ts'
import { backOffAfter, millisecondsLeft } from './back-off.ts'

const endedAt = (seconds: number): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `p${seconds}` },
  spec: { containers: [] },
  status: {
    containerStatuses: [
      {
        name: 'c',
        ready: false,
        restartCount: 0,
        state: { terminated: { exitCode: 1, finishedAt: timestamp(seconds * 1000) } },
      },
    ],
  },
})

const NONE = { failures: 0, lastFailure: 0 }

test.each([
  ['one failure', NONE, [], [5], { failures: 1, lastFailure: 5000 }],
  ['failures add up', { failures: 2, lastFailure: 1000 }, [], [5, 9], { failures: 4, lastFailure: 9000 }],
  ['a success ends the row', { failures: 2, lastFailure: 1000 }, [5], [], NONE],
  [
    'a failure after it begins a new one',
    { failures: 2, lastFailure: 0 },
    [5],
    [4, 7],
    { failures: 1, lastFailure: 7000 },
  ],
])('%s', (_story, before, succeeded, failed, after) => {
  expect(backOffAfter(before, succeeded.map(endedAt), failed.map(endedAt))).toEqual(after)
})

test.each([
  [0, 0],
  [1, 10],
  [2, 20],
  [4, 80],
  [7, 600],
  [2_000_000, 600],
])('after %i failures in a row %i s', (failures, seconds) => {
  expect(millisecondsLeft({ failures, lastFailure: 0 }, 0)).toBe(seconds * 1000)
})
