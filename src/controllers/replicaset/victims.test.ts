import { expect, test } from 'vitest'
import type { Pod } from '../../resource/kinds.ts'
import { timestamp } from '../../resource/pod-state.ts'
import { chooseVictims } from './victims.ts'

const NOW = Date.parse('2026-01-01T12:00:00Z')

interface Shape {
  readonly node?: string
  readonly phase?: string
  readonly readyFor?: number
  readonly cost?: string
  readonly restarts?: number
  readonly age?: number
}

function pod(name: string, { node = 'n1', phase = 'Running', readyFor, cost, restarts = 0, age = 5000 }: Shape): Pod {
  const ready =
    readyFor === undefined
      ? []
      : [{ type: 'Ready', status: 'True', lastTransitionTime: timestamp(NOW - readyFor * 1000) }]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      creationTimestamp: timestamp(NOW - age * 1000),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node ? { nodeName: node } : {}) },
    status: { phase, conditions: ready, containerStatuses: [{ name: 'c', ready: true, restartCount: restarts }] },
  }
}

test.each<[story: string, first: Shape, second: Shape]>([
  ['without a node before with one', { node: '', readyFor: 10 }, { phase: 'Pending' }],
  ['pending before running', { phase: 'Pending' }, {}],
  ['not ready before ready', {}, { readyFor: 10 }],
  ['not ready before a lower cost', {}, { readyFor: 10, cost: '-5' }],
  ['a lower cost first', { readyFor: 9000, cost: '-1' }, { readyFor: 10 }],
  ['ready for less long first', { readyFor: 10 }, { readyFor: 3600 }],
  ['more restarts first', { readyFor: 10, restarts: 4 }, { readyFor: 10, restarts: 1 }],
  ['younger first', { age: 10 }, { age: 5000 }],
])('%s', (_story, first, second) => {
  const { victims, alike } = chooseVictims([pod('b', second), pod('a', first)], 1, new Map(), NOW)
  expect(victims.map(({ metadata }) => metadata.name)).toEqual(['a'])
  expect(alike).toEqual([])
})

test('the crowded node gives first', () => {
  const pods = [pod('a', { node: 'n1' }), pod('b', { node: 'n2' })]
  const { victims } = chooseVictims(
    pods,
    1,
    new Map([
      ['n1', 1],
      ['n2', 2],
    ]),
    NOW,
  )
  expect(victims.map(({ metadata }) => metadata.name)).toEqual(['b'])
})

test('ready for 10 s and for 12 s are alike: chance decides, and is named', () => {
  const pods = [pod('c', { readyFor: 100 }), pod('b', { readyFor: 12, restarts: 9 }), pod('a', { readyFor: 10 })]
  const { victims, alike } = chooseVictims(pods, 1, new Map(), NOW)
  expect(victims.map(({ metadata }) => metadata.name)).toEqual(['a'])
  expect(alike.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
})
