import { expect, test } from 'vitest'
import { clusterWith, deployment, pods } from '../../test/worlds.ts'
import type { IntOrString } from '../resource/int-or-string.ts'
import type { KubeObject } from '../resource/object.ts'

const budget = (name: string, spec: { minAvailable?: IntOrString; maxUnavailable?: IntOrString }): KubeObject =>
  ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  }) as KubeObject

/** How many of the pods may be evicted one after the other, without anything being replaced in between. */
test.each([
  { story: 'two of three have to stay', replicas: 3, spec: { minAvailable: 2 }, allowed: 1 },
  { story: 'half of five rounds up to three', replicas: 5, spec: { minAvailable: '50%' }, allowed: 2 },
  { story: 'a third of seven rounds up to three', replicas: 7, spec: { maxUnavailable: '30%' }, allowed: 3 },
  { story: 'all have to stay', replicas: 2, spec: { minAvailable: '100%' }, allowed: 0 },
])('$story', ({ replicas, spec, allowed }) => {
  const cluster = clusterWith([budget('p', spec), deployment({ replicas })])
  cluster.settle()
  const codes = pods(cluster).map(pod =>
    cluster.evict({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: pod.metadata.name ?? '' }),
  )
  expect(codes.filter(({ code }) => code === 200)).toHaveLength(allowed)
  expect(codes.filter(({ code }) => code === 429)).toHaveLength(replicas - allowed)
})

test('two budgets for one pod are a mistake of the cluster', () => {
  const cluster = clusterWith([
    budget('p', { minAvailable: 1 }),
    budget('q', { minAvailable: 1 }),
    deployment({ replicas: 2 }),
  ])
  cluster.settle()
  const name = pods(cluster)[0]?.metadata.name ?? ''
  expect(cluster.evict({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name })).toMatchObject({ code: 500 })
})
