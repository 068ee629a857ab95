import { expect, test } from 'vitest'
import type { KubeObject } from '../resource/object.ts'
import { Cluster } from './cluster.ts'
import type { Pod } from './objects.ts'
import { Scheduler } from './scheduler.ts'

const object = (kind: string, name: string, rest: object): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...rest,
})
const inZone = (zone: string) => ({
  required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }] },
})
const volume = (name: string, storage: string, zone: string, accessModes = ['ReadWriteOnce']): KubeObject =>
  object('PersistentVolume', name, {
    spec: { capacity: { storage }, accessModes, storageClassName: 'wait', nodeAffinity: inZone(zone) },
    status: { phase: 'Available' },
  })
const claim = (name: string, storage: string): KubeObject =>
  object('PersistentVolumeClaim', name, {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'wait', resources: { requests: { storage } } },
  })
const storageClass = (provisioner: string): KubeObject =>
  object('StorageClass', 'wait', { provisioner, volumeBindingMode: 'WaitForFirstConsumer' })
const node = (zone: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${zone}`, labels: { zone } },
  ...{ status: { allocatable: { cpu: '4', memory: '4Gi', pods: '10' } } },
})
const pod = (...claims: string[]): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec: { containers: [], volumes: claims.map(claimName => ({ persistentVolumeClaim: { claimName } })) },
})
const decide = (wanted: Pod, ...objects: KubeObject[]) =>
  new Scheduler(new Cluster({ minor: 36, objects })).decide(wanted, { now: 0 })

const STATIC = storageClass('kubernetes.io/no-provisioner')

test('the smallest volume that is enough, whatever else it could do', () => {
  const volumes = [volume('big', '9Gi', 'a'), volume('fits', '5Gi', 'a', ['ReadWriteOnce', 'ReadOnlyMany'])]
  const { node: chosen, volumes: bound } = decide(pod('c'), node('a'), node('b'), STATIC, claim('c', '4Gi'), ...volumes)
  expect([chosen, Object.fromEntries(bound)]).toEqual(['node-a', { 'default/c': 'fits' }])
})

test('small claims choose first', () => {
  const volumes = [volume('five', '5Gi', 'a'), volume('nine', '9Gi', 'a')]
  const bound = decide(pod('l', 's'), node('a'), STATIC, claim('l', '2Gi'), claim('s', '1Gi'), ...volumes).volumes
  expect(Object.fromEntries(bound)).toEqual({ 'default/s': 'five', 'default/l': 'nine' })
})

test('what does not exist is made, where there is somebody to make it', () => {
  const made = decide(pod('c'), node('b'), storageClass('csi.example.com'), claim('c', '1Gi'), volume('v', '5Gi', 'a'))
  expect(made.provisions).toEqual(['default/c'])
  const none = decide(pod('c'), node('b'), STATIC, claim('c', '1Gi'), volume('v', '5Gi', 'a'))
  expect(none.message).toContain("1 node(s) didn't find available persistent volumes to bind.")
})
