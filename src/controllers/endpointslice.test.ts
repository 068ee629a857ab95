import { expect, test } from 'vitest'
import { clusterWith, deployment } from '../../test/worlds.ts'
import type { ControlPlane } from '../control-plane/index.ts'
import type { JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { EndpointSlice } from './endpoints/slices.ts'

const service = (spec: JsonObject = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }], ...spec },
  }) as KubeObject

const slices = (cluster: ControlPlane) => cluster.list('discovery.k8s.io/v1', 'EndpointSlice') as EndpointSlice[]
const sizes = (cluster: ControlPlane) => slices(cluster).map(({ endpoints }) => endpoints.length)

test('a hundred endpoints are in one slice', () => {
  const cluster = clusterWith([service(), deployment({ replicas: 250 })])
  cluster.settle()
  expect(sizes(cluster).sort()).toEqual([100, 100, 50])
})

test('a Service without pods has one empty slice, which is used again', () => {
  const cluster = clusterWith([service(), deployment({ replicas: 0 })])
  cluster.settle()
  expect(sizes(cluster)).toEqual([0])
  const [empty] = slices(cluster)
  cluster.scale({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }, 2)
  cluster.settle()
  expect(slices(cluster).map(({ metadata, endpoints }) => [metadata.name, endpoints.length])).toEqual([
    [empty?.metadata.name, 2],
  ])
})

test('pods that are not ready are there, but not ready, unless the Service publishes everything', () => {
  const unready = { behaviourOf: () => ({ does: 'stay unready' }) as const }
  const conditions = (spec: JsonObject) => {
    const cluster = clusterWith([service(spec), deployment({ replicas: 1 })], unready)
    cluster.settle()
    return slices(cluster)[0]?.endpoints[0]?.conditions
  }
  expect(conditions({})).toEqual({ ready: false, serving: false, terminating: false })
  expect(conditions({ publishNotReadyAddresses: true })).toEqual({ ready: true, serving: false, terminating: false })
})

test('an ExternalName has no endpoints at all', () => {
  const cluster = clusterWith([service({ type: 'ExternalName' }), deployment({ replicas: 1 })])
  cluster.settle()
  expect([slices(cluster), cluster.list('v1', 'Endpoints')]).toEqual([[], []])
})
