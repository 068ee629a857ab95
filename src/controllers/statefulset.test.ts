import { describe, expect, test } from 'vitest'
import { clusterWith, comingsAndGoings, node, pods, saidIn, statefulSet } from '../../test/worlds.ts'
import { ControlPlane, controllers, kubelet, scheduling } from '../control-plane/index.ts'

const db = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db' }
const image = (tag: string) => ({ spec: { template: { spec: { containers: [{ name: 'c', image: `app:${tag}` }] } } } })

/** What a change brings about, once everything was settled before it. */
function after(cluster: ControlPlane, change: (cluster: ControlPlane) => unknown): string {
  cluster.settle()
  const from = cluster.timeline.length
  change(cluster)
  cluster.settle()
  return comingsAndGoings(cluster, from)
}

test('pods come in order and leave in the opposite order', () => {
  const cluster = clusterWith([statefulSet({ replicas: 3 })])
  cluster.settle()
  expect(comingsAndGoings(cluster)).toBe('+db-0 +db-1 +db-2')
  expect(after(cluster, () => cluster.scale(db, 1))).toBe('-db-2 -db-1')
})

describe('an update replaces the highest ordinal first', () => {
  test.each([
    {
      story: 'all of them, one after the other',
      set: { replicas: 3 },
      sequence: '-db-2 +db-2 -db-1 +db-1 -db-0 +db-0',
    },
    { story: 'down to the partition', set: { replicas: 3, partition: 2 }, sequence: '-db-2 +db-2' },
    { story: 'none beyond a partition that high', set: { replicas: 3, partition: 3 }, sequence: '' },
    {
      story: 'one at a time in Parallel too',
      set: { replicas: 2, parallel: true },
      sequence: '-db-1 +db-1 -db-0 +db-0',
    },
    {
      story: 'one at a time, whatever maxUnavailable says in 1.36',
      set: { replicas: 2, maxUnavailable: 2 },
      sequence: '-db-1 +db-1 -db-0 +db-0',
    },
  ])('$story', ({ set, sequence }) => {
    const cluster = clusterWith([statefulSet(set)])
    expect(after(cluster, () => cluster.patch(db, image('v2'), 'strategic'))).toBe(sequence)
  })
})

test('1.37 honours maxUnavailable', () => {
  const set = statefulSet({ replicas: 3, maxUnavailable: 2 })
  const cluster = new ControlPlane({
    controllers: [...controllers, scheduling(37), kubelet()],
    objects: [node('n1'), { ...set, metadata: { ...set.metadata, uid: 'u-1' } }],
    minor: 37,
  })
  expect(after(cluster, () => cluster.patch(db, image('v2'), 'strategic'))).toBe('-db-1 -db-2 +db-1 +db-2 -db-0 +db-0')
})

test('a broken revision is not healed by reverting it, only by deleting the pod', () => {
  const cluster = clusterWith([statefulSet({ replicas: 2 })], {
    behaviourOf: pod => ({ does: pod.spec.containers[0]?.image === 'app:broken' ? 'not start' : 'run' }),
  })
  after(cluster, () => cluster.patch(db, image('broken'), 'strategic'))
  expect(after(cluster, () => cluster.patch(db, image('v1'), 'strategic'))).toBe('')
  const stuck = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'db-1' }
  expect(after(cluster, () => cluster.delete(stuck))).toBe('-db-1 +db-1')
  expect(pods(cluster).map(pod => pod.status?.phase)).toEqual(['Running', 'Running'])
})

test.each([
  { whenDeleted: 'Retain', whenScaled: 'Retain', scaled: 2, deleted: 2 },
  { whenDeleted: 'Retain', whenScaled: 'Delete', scaled: 1, deleted: 1 },
  { whenDeleted: 'Delete', whenScaled: 'Retain', scaled: 2, deleted: 0 },
  { whenDeleted: 'Delete', whenScaled: 'Delete', scaled: 1, deleted: 0 },
])('claims: $whenScaled when scaled, $whenDeleted when deleted', ({ scaled, deleted, ...claims }) => {
  const cluster = clusterWith([statefulSet({ replicas: 2, parallel: true, claims })])
  const left = () => cluster.list('v1', 'PersistentVolumeClaim').length
  after(cluster, () => cluster.scale(db, 1))
  expect(left()).toBe(scaled)
  after(cluster, () => cluster.delete(db))
  expect(left()).toBe(deleted)
})

test('a pod that lost its name label gets it back, and it is said so', () => {
  const cluster = clusterWith([statefulSet({ replicas: 1 })])
  cluster.settle()
  const label = 'statefulset.kubernetes.io/pod-name'
  cluster.patch(
    { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'db-0' },
    { metadata: { labels: { [label]: null } } },
    'merge',
  )
  cluster.settle()
  expect(pods(cluster)[0]?.metadata.labels).toMatchObject({ [label]: 'db-0' })
  expect(saidIn(cluster)).toContain('Update Pod db-0 in StatefulSet db successful')
})
