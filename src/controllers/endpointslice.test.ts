import { expect, test } from 'vitest'
import { clusterWith, deployment, node } from '../../test/worlds.ts'
import { ControlPlane } from '../control-plane/index.ts'
import type { JsonObject } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { OK, type World } from './controller.ts'
import type { EndpointSlice } from './endpoints/slices.ts'
import { endpointSlice } from './endpointslice.ts'

const MANAGER = 'endpointslice-controller.k8s.io'

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

test('endpoints say where they are, and who should prefer them', () => {
  const zoned = { ...node('n1'), metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } } }
  const endpoint = (spec: JsonObject) => {
    const cluster = new ControlPlane({ objects: [zoned, service(spec), deployment({ replicas: 1 })] })
    cluster.settle()
    const { zone, hints } = slices(cluster)[0]?.endpoints[0] ?? {}
    return { zone, hints }
  }
  expect(endpoint({})).toEqual({ zone: 'a', hints: undefined })
  const forZones = [{ name: 'a' }]
  expect(endpoint({ trafficDistribution: 'PreferClose' })).toEqual({ zone: 'a', hints: { forZones } })
  const both = { forZones, forNodes: [{ name: 'n1' }] }
  expect(endpoint({ trafficDistribution: 'PreferSameNode' })).toEqual({ zone: 'a', hints: both })
})

test('a Service of two families has slices of both, with the addresses of each', () => {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'app:v1' }] },
    status: { podIP: '10.0.0.9', podIPs: [{ ip: '10.0.0.9' }, { ip: 'fd00::9' }] },
  }
  const old = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 's-x', labels: { 'endpointslice.kubernetes.io/managed-by': MANAGER } },
    addressType: 'FQDN',
  }
  const world: Partial<World> = { minor: 36, get: () => undefined }
  const lists = { ownedBy: () => [old], list: () => [pod], selected: () => [pod] }
  const steps = endpointSlice.reconcile(service({ ipFamilies: ['IPv4', 'IPv6'] }), { ...world, ...lists } as World)
  const done = []
  for (let step = steps.next(OK); !step.done; step = steps.next(OK)) done.push(step.value)
  expect(done).toMatchObject([
    { do: 'create', object: { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.9'] }] } },
    { do: 'create', object: { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::9'] }] } },
    { do: 'delete', ref: { name: 's-x' } },
  ])
})

test('Endpoints that somebody wrote are mirrored by family', () => {
  const addresses = [{ ip: '192.0.2.1' }, { ip: '2001:db8::1' }]
  const written = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 's', namespace: 'shop' },
    subsets: [{ addresses }],
  }
  const { selector: _, ...open } = (service() as KubeObject & { spec: JsonObject }).spec
  const cluster = clusterWith([{ ...service(), spec: open } as KubeObject, written])
  cluster.settle()
  const shown = slices(cluster).map(({ addressType, endpoints }) => [
    addressType,
    ...endpoints.flatMap(one => one.addresses),
  ])
  expect(shown.sort()).toEqual([
    ['IPv4', '192.0.2.1'],
    ['IPv6', '2001:db8::1'],
  ])
})

test('a pod whose node is gone is nobody’s endpoint', () => {
  const cluster = clusterWith([node('n2'), service(), deployment({ replicas: 2 })])
  cluster.settle()
  cluster.delete({ apiVersion: 'v1', kind: 'Node', name: 'n2' })
  cluster.settle()
  const [pod] = cluster.world.list('Pod')
  cluster.patch(
    { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: pod?.metadata.name ?? '' },
    { metadata: { labels: { seen: 'yes' } } },
    'merge',
  )
  cluster.settle()
  expect(slices(cluster).flatMap(({ endpoints }) => endpoints.map(({ nodeName }) => nodeName))).toEqual(['n1'])
})
