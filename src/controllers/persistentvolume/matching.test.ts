import { expect, test } from 'vitest'
import type { PersistentVolume, VolumeClaim } from '../../resource/volumes.ts'
import { bestMatch } from './matching.ts'

const volume = (name: string, storage: string, accessModes: string[], more: Partial<PersistentVolume['spec']> = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { capacity: { storage }, accessModes, ...more },
    status: { phase: 'Available' },
  }) satisfies PersistentVolume

const claim = (storage: string, accessModes: string[], more: Partial<VolumeClaim['spec']> = {}): VolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'c', namespace: 'shop', uid: '1' },
  spec: { resources: { requests: { storage } }, accessModes, ...more },
})

const RWO = 'ReadWriteOnce'
const ROX = 'ReadOnlyMany'

test.each([
  [
    'the smallest that is large enough',
    claim('3Gi', [RWO]),
    [volume('a', '10Gi', [RWO]), volume('b', '5Gi', [RWO])],
    'b',
  ],
  [
    'fewer modes come before a better size',
    claim('3Gi', [RWO]),
    [volume('a', '5Gi', [RWO, ROX]), volume('b', '100Gi', [RWO])],
    'b',
  ],
  ['none is large enough', claim('30Gi', [RWO]), [volume('a', '10Gi', [RWO])], undefined],
  ['another class', claim('1Gi', [RWO]), [volume('a', '10Gi', [RWO], { storageClassName: 'fast' })], undefined],
  [
    'kept for the claim: class and size of others do not matter',
    claim('3Gi', [RWO]),
    [
      volume('a', '5Gi', [RWO]),
      volume('b', '50Gi', [RWO], { claimRef: { name: 'c', namespace: 'shop' }, storageClassName: 'x' }),
    ],
    'b',
  ],
  [
    'kept for another claim',
    claim('3Gi', [RWO]),
    [volume('a', '5Gi', [RWO], { claimRef: { name: 'd', namespace: 'shop' } })],
    undefined,
  ],
  [
    'kept for an earlier claim of the same name',
    claim('3Gi', [RWO]),
    [volume('a', '5Gi', [RWO], { claimRef: { name: 'c', namespace: 'shop', uid: '0' } })],
    undefined,
  ],
])('%s', (_, wanted, volumes, expected) => {
  expect(bestMatch(wanted, volumes, false)?.metadata.name).toBe(expected)
})

test('where the first pod decides, only what is kept for the claim is taken at once', () => {
  const volumes = [volume('a', '5Gi', [RWO])]
  expect(bestMatch(claim('3Gi', [RWO]), volumes, true)).toBeUndefined()
  const kept = [...volumes, volume('b', '5Gi', [RWO], { claimRef: { name: 'c', namespace: 'shop' } })]
  expect(bestMatch(claim('3Gi', [RWO]), kept, true)?.metadata.name).toBe('b')
})
