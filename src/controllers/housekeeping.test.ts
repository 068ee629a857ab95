import { expect, test } from 'vitest'
import { clusterWith, deployment, node, pods } from '../../test/worlds.ts'
import { ControlPlane } from '../control-plane/index.ts'

const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
const ref = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  name,
  ...(namespace ? { namespace } : {}),
})

test('a namespace has its account and its certificates, also after they were deleted', () => {
  const cluster = new ControlPlane({ openWorld: false, objects: [shop] })
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' } }
  const spec = { containers: [{ name: 'c', image: 'a:1' }] }
  expect(cluster.create({ ...pod, spec }).status?.message).toContain('serviceaccount "default" not found')
  cluster.settle()
  expect(cluster.create({ ...pod, spec }).code).toBe(201)
  cluster.delete(ref('ServiceAccount', 'default', 'shop'))
  cluster.delete(ref('ConfigMap', 'kube-root-ca.crt', 'shop'))
  cluster.settle()
  expect(cluster.list('v1', 'ServiceAccount', 'shop')).toHaveLength(1)
  expect(cluster.list('v1', 'ConfigMap', 'shop')).toHaveLength(1)
})

test('a namespace that goes takes everything along, and nothing new comes', () => {
  const cluster = clusterWith([shop, deployment({ replicas: 2 })])
  cluster.settle()
  cluster.delete(ref('Namespace', 'shop'))
  expect(cluster.create(deployment({ name: 'late', replicas: 1 })).status?.message).toContain('being terminated')
  cluster.advance({ seconds: 60 })
  expect(cluster.list('v1', 'Namespace')).toEqual([])
  expect(pods(cluster)).toEqual([])
})

test('pods of a node that is gone are collected after a while and made anew elsewhere', () => {
  const cluster = clusterWith([node('n2'), deployment({ replicas: 2 })])
  cluster.settle()
  cluster.delete(ref('Node', 'n2'))
  cluster.advance({ seconds: 39 })
  expect(new Set(pods(cluster).map(({ spec }) => spec.nodeName))).toEqual(new Set(['n1', 'n2']))
  cluster.advance({ seconds: 2 })
  expect(pods(cluster).map(({ spec }) => spec.nodeName)).toEqual(['n1', 'n1'])
})

test('a node that cannot be reached drives its pods away after five minutes', () => {
  const cluster = clusterWith([node('n2'), deployment({ replicas: 2 })])
  cluster.settle()
  const lost = cluster.get(ref('Node', 'n2'))!
  const conditions = [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' }]
  cluster.updateStatus({ ...lost, status: { conditions } })
  cluster.settle()
  expect(cluster.get(ref('Node', 'n2'))).toMatchObject({
    spec: { taints: [{ key: 'node.kubernetes.io/unreachable' }, { key: 'node.kubernetes.io/unreachable' }] },
  })
  cluster.advance({ seconds: 299 })
  expect(pods(cluster).filter(({ spec }) => spec.nodeName === 'n2')).toHaveLength(1)
  cluster.advance({ seconds: 2 })
  expect(pods(cluster).map(({ spec }) => spec.nodeName)).toEqual(['n1', 'n1'])
})
