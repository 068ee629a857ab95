import { expect, test } from 'vitest'
import { node } from '../../test/worlds.ts'
import { ControlPlane, type Manifest } from '../control-plane/index.ts'
import type { Pod } from '../resource/kinds.ts'

const HOME = { namespace: 'shop' }
const template: Manifest = {
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaimTemplate',
  metadata: { name: 'gpu', ...HOME },
  spec: { spec: { devices: { requests: [{ name: 'one', exactly: { deviceClassName: 'gpu.example.com' } }] } } },
}
const pod: Manifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'train', ...HOME },
  spec: {
    containers: [{ name: 'c', image: 'app:v1', resources: { claims: [{ name: 'device' }] } }],
    resourceClaims: [{ name: 'device', resourceClaimTemplateName: 'gpu' }],
  },
}
const started = (objects: Manifest[], minor = 36) => {
  const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
  const cluster = new ControlPlane({ minor, objects: [namespace, node('n1'), ...objects] })
  cluster.settle()
  return cluster
}
const claims = (cluster: ControlPlane) => cluster.list('resource.k8s.io/v1', 'ResourceClaim')
const phase = (cluster: ControlPlane) => (cluster.list('v1', 'Pod')[0] as Pod | undefined)?.status?.phase

test('a pod that names a template gets a claim of its own, and runs', () => {
  const cluster = started([template, pod])
  expect(claims(cluster)).toMatchObject([
    {
      metadata: {
        generateName: 'train-device-',
        annotations: { 'resource.kubernetes.io/pod-claim-name': 'device' },
        ownerReferences: [{ kind: 'Pod', name: 'train', controller: true }],
      },
    },
  ])
  expect(phase(cluster)).toBe('Running')
  cluster.delete({ apiVersion: 'v1', kind: 'Pod', ...HOME, name: 'train' })
  cluster.settle()
  cluster.advance({ seconds: 60 })
  expect(claims(cluster)).toEqual([])
})

test('without the template it waits, until there is one', () => {
  const cluster = started([pod])
  expect(phase(cluster)).not.toBe('Running')
  const said = cluster.timeline.flatMap(entry => (entry.what === 'event' ? [entry.event] : []))
  expect(said.find(({ reason }) => reason === 'FailedResourceClaimCreation')?.message).toBe(
    'PodResourceClaim device: resource claim template "gpu": resourceclaimtemplate.resource.k8s.io "gpu" not found',
  )
  cluster.create(template)
  cluster.settle()
  expect(phase(cluster)).toBe('Running')
})
