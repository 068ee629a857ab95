import { expect, test } from 'vitest'
import { type PodResources, podRequests } from './pod-requests.ts'

const cpu = (requests: string, restartPolicy?: string) => ({
  resources: { requests: { cpu: requests } },
  ...(restartPolicy ? { restartPolicy } : {}),
})

test.each<[string, PodResources, number]>([
  ['containers run together', { containers: [cpu('1'), cpu('500m')] }, 1500],
  ['an init container runs alone before them', { containers: [cpu('1')], initContainers: [cpu('3'), cpu('2')] }, 3000],
  ['a sidecar runs beside them', { containers: [cpu('1')], initContainers: [cpu('1', 'Always')] }, 2000],
  [
    'and beside the init containers after it',
    { containers: [cpu('1'), cpu('1')], initContainers: [cpu('1', 'Always'), cpu('3')] },
    4000,
  ],
  ['overhead comes on top', { containers: [cpu('1')], overhead: { cpu: '250m' } }, 1250],
  ['the pod has the last word', { containers: [cpu('1')], resources: { requests: { cpu: '3' } } }, 3000],
])('%s', (_story, spec, milliCpu) =>
  expect(podRequests(spec, { sidecars: true, podLevel: true }).get('cpu')).toBe(milliCpu),
)

test('before sidecars, every init container runs alone', () => {
  const spec = { containers: [cpu('1')], initContainers: [cpu('1', 'Always')] }
  expect(podRequests(spec, { sidecars: false, podLevel: false }).get('cpu')).toBe(1000)
})

test('a container that says nothing is padded, one that says 0 is not', () => {
  const spec = { containers: [{}, cpu('0')] }
  expect(podRequests(spec, { sidecars: true, podLevel: true, missing: { cpu: 100 } }).get('cpu')).toBe(100)
})
