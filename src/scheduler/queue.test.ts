import { expect, test } from 'vitest'
import type { Pod } from './objects.ts'
import { SchedulingQueue } from './queue.ts'

const pod = (name: string, priority = 0): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { priority },
})
const turn = (queue: SchedulingQueue, now: number): string | undefined => queue.next(now)?.metadata.name

test('priority first, then the order of arrival', () => {
  const queue = new SchedulingQueue()
  queue.put(pod('late'), 2)
  queue.put(pod('b'), 1)
  queue.put(pod('a'), 1)
  queue.put(pod('urgent', 10), 3)
  const order: (string | undefined)[] = []
  while (queue.size > 0) {
    const name = turn(queue, 5)
    order.push(name)
    queue.remove(`default/${name}`)
  }
  expect(order).toEqual(['urgent', 'b', 'a', 'late'])
})

test('a pod that did not fit waits for an event that helps, and for its backoff', () => {
  const queue = new SchedulingQueue()
  queue.put(pod('p'), 0)
  queue.failed('default/p', ['TaintToleration'], 0)
  queue.notice('pod-gone', 100)
  expect(turn(queue, 5_000)).toBeUndefined()
  queue.failed('default/p', ['TaintToleration'], 5_000)
  queue.notice('node-changed', 5_100)
  expect(turn(queue, 5_100)).toBeUndefined()
  expect(queue.nextTime(5_100)).toBe(7_000)
  expect(turn(queue, 7_000)).toBe('p')
})

test('after five minutes it is tried again anyway, unless it is gated', () => {
  const queue = new SchedulingQueue()
  queue.put(pod('p'), 0)
  queue.put(pod('gated'), 0)
  queue.failed('default/p', ['NodeResourcesFit'], 0)
  queue.failed('default/gated', ['SchedulingGates'], 0)
  expect(queue.nextTime(0)).toBe(300_000)
  expect(turn(queue, 300_000)).toBe('p')
  queue.remove('default/p')
  expect(turn(queue, 900_000)).toBeUndefined()
  queue.notice('pod-ungated', 900_000)
  expect(turn(queue, 900_000)).toBe('gated')
})

test('an idle scheduler does not wait for a backoff, except after an error', () => {
  const queue = new SchedulingQueue(true)
  queue.put(pod('p'), 0)
  queue.put(pod('unlucky'), 0)
  queue.failed('default/p', ['NodeResourcesFit'], 0)
  queue.failed('default/unlucky', [], 0)
  expect(turn(queue, 100)).toBeUndefined()
  queue.notice('pod-gone', 200)
  expect(queue.nextTime(200)).toBe(200)
  expect(turn(queue, 200)).toBe('p')
  queue.remove('default/p')
  expect(turn(queue, 200)).toBeUndefined()
  expect(turn(queue, 1000)).toBe('unlucky')
})
