import { describe, expect, test } from 'vitest'
import { clusterWith, deployment } from '../../test/worlds.ts'
import type { ControlPlane } from '../control-plane/index.ts'
import type { KubeObject, OwnerReference } from '../resource/object.ts'

const map = (name: string, owners: OwnerReference[] = [], finalizers: string[] = []): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    namespace: 'shop',
    ...(owners.length > 0 ? { ownerReferences: owners } : {}),
    ...(finalizers.length > 0 ? { finalizers } : {}),
  },
})

const ref = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name })
const names = (cluster: ControlPlane) => cluster.list('v1', 'ConfigMap').map(({ metadata }) => metadata.name)

/** Owners first, each child with the owner's true uid. */
function family(children: Record<string, { owner: string; block?: boolean; hold?: boolean }>): ControlPlane {
  const cluster = clusterWith([map('a')])
  for (const [name, { owner, block = false, hold = false }] of Object.entries(children)) {
    const uid = cluster.world.get('ConfigMap', 'shop', owner)?.metadata.uid ?? ''
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid, blockOwnerDeletion: block }
    cluster.create(map(name, [reference], hold ? ['example.com/hold'] : []))
  }
  cluster.settle()
  return cluster
}

describe('what goes with its owner', () => {
  test.each([
    { propagation: 'Background' as const, left: [] },
    { propagation: 'Foreground' as const, left: [] },
    { propagation: 'Orphan' as const, left: ['b', 'c'] },
  ])('$propagation', ({ propagation, left }) => {
    const cluster = family({ b: { owner: 'a', block: true }, c: { owner: 'b', block: true } })
    cluster.delete(ref('a'), { propagation })
    cluster.settle()
    expect(names(cluster)).toEqual(left)
  })
})

test('in the foreground only a blocking child holds its owner back', () => {
  const cluster = family({ b: { owner: 'a', block: true, hold: true }, c: { owner: 'a', hold: true } })
  cluster.delete(ref('a'), { propagation: 'Foreground' })
  cluster.settle()
  expect(names(cluster)).toEqual(['a', 'b', 'c'])
  cluster.patch(ref('b'), { metadata: { finalizers: null } }, 'merge')
  cluster.settle()
  expect(names(cluster)).toEqual(['c'])
})

test('an owner that is not there is no owner', () => {
  const cluster = clusterWith([map('b', [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'gone' }])])
  cluster.settle()
  expect(names(cluster)).toEqual([])
})

test('a Deployment takes its ReplicaSets and pods along', () => {
  const cluster = clusterWith([deployment({ replicas: 2 })])
  cluster.settle()
  cluster.delete({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' })
  cluster.settle()
  expect([cluster.list('apps/v1', 'ReplicaSet'), cluster.list('v1', 'Pod')]).toEqual([[], []])
})

test('an owner of a kind that nobody serves may be there or not: its objects stay', () => {
  const foreign = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'r', uid: 'r-1', controller: true }
  const known = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'r-2', controller: true }
  const cluster = clusterWith([map('kept', [foreign]), map('lost', [known])])
  cluster.settle()
  expect(names(cluster)).toContain('kept')
  expect(names(cluster)).not.toContain('lost')
})
