import { expect, test } from 'vitest'
import { clusterWith, pods, saidIn } from '../../test/worlds.ts'

const N1 = { apiVersion: 'v1', kind: 'Node', name: 'n1' }
const patient = (toleration: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { containers: [{ name: 'c', image: 'a:1' }], tolerations: toleration },
})
const bears = (key: string, tolerationSeconds: number) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds,
})
const taint = (...keys: string[]) => ({ spec: { taints: keys.map(key => ({ key, effect: 'NoExecute' })) } })

test('a taint that comes later does not hasten what is planned', () => {
  const cluster = clusterWith([patient([bears('slow', 60), bears('fast', 5)])])
  cluster.settle()
  cluster.patch(N1, taint('slow'), 'merge')
  cluster.advance({ seconds: 10 })
  cluster.patch(N1, taint('slow', 'fast'), 'merge')
  cluster.advance({ seconds: 45 })
  expect(pods(cluster)).toHaveLength(1)
  cluster.advance({ seconds: 10 })
  expect(pods(cluster)).toHaveLength(0)
})

test('when the taint goes in time the plan is dropped, and it is said so', () => {
  const cluster = clusterWith([patient([bears('slow', 60)])])
  cluster.settle()
  cluster.patch(N1, taint('slow'), 'merge')
  cluster.advance({ seconds: 30 })
  cluster.patch(N1, { spec: { taints: null } }, 'merge')
  cluster.advance({ seconds: 60 })
  expect(pods(cluster)).toHaveLength(1)
  expect(saidIn(cluster)).toContain('Cancelling deletion of Pod shop/a')
})

test('a pod that goes before its time needs no eviction any more', () => {
  const cluster = clusterWith([patient([bears('slow', 60)])])
  cluster.settle()
  cluster.patch(N1, taint('slow'), 'merge')
  cluster.advance({ seconds: 30 })
  cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' })
  cluster.advance({ seconds: 60 })
  expect(saidIn(cluster).filter(message => message.includes('deletion'))).toEqual(['Cancelling deletion of Pod shop/a'])
})
