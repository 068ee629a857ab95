import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterWith, daemonSet, node, pods, statefulSet } from '../../test/worlds.ts'
import type { Behaviour } from '../node/behaviour.ts'
import type { Pod } from '../resource/kinds.ts'
import type { ControlPlane } from './index.ts'

const db = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db' }
const agent = { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'shop', name: 'agent' }
const image = (tag: string) => ({ spec: { template: { spec: { containers: [{ name: 'c', image: `app:${tag}` }] } } } })
const brokenIs =
  (does: 'not start' | 'stay unready' | 'run') =>
  (pod: Pod): Behaviour => ({
    does: pod.spec.containers[0]?.image === 'app:v2' ? does : 'run',
  })

const behaviour = fc.constantFrom('not start' as const, 'stay unready' as const, 'run' as const)
const keep = fc.constantFrom('Retain', 'Delete')
const change = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map(replicas => (cluster: ControlPlane) => cluster.scale(db, replicas)),
  fc.constantFrom('v1', 'v2', 'v3').map(tag => (cluster: ControlPlane) => cluster.patch(db, image(tag), 'strategic')),
  fc
    .constantFrom('v1', 'v2', 'v3')
    .map(tag => (cluster: ControlPlane) => cluster.patch(agent, image(tag), 'strategic')),
  fc.nat({ max: 20 }).map(index => (cluster: ControlPlane) => {
    const all = pods(cluster)
    const pod = all[index % Math.max(1, all.length)]
    if (pod) cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: pod.metadata.name ?? '' })
  }),
  fc
    .constantFrom('NoSchedule', 'NoExecute')
    .map(
      effect => (cluster: ControlPlane) =>
        cluster.patch(
          { apiVersion: 'v1', kind: 'Node', name: 'n2' },
          { spec: { taints: [{ key: 'x', effect }] } },
          'merge',
        ),
    ),
  fc.constant((cluster: ControlPlane) =>
    cluster.patch(
      { apiVersion: 'v1', kind: 'Node', name: 'n2' },
      { spec: { taints: null, unschedulable: null } },
      'merge',
    ),
  ),
  fc.constant((cluster: ControlPlane) => cluster.advance({ seconds: 400 })),
)
const scenario = fc.record({
  replicas: fc.integer({ min: 0, max: 4 }),
  parallel: fc.boolean(),
  partition: fc.integer({ min: 0, max: 3 }),
  claims: fc.option(fc.record({ whenDeleted: keep, whenScaled: keep }), { nil: undefined }),
  surge: fc.boolean(),
  second: behaviour,
  changes: fc.array(change, { maxLength: 6 }),
})

test('StatefulSets and DaemonSets always come to rest, with one pod for each ordinal and node', () => {
  fc.assert(
    fc.property(scenario, ({ claims, surge, second, changes, ...shape }) => {
      const rolling = surge ? { maxUnavailable: 0, maxSurge: 1 } : { maxUnavailable: 1, maxSurge: 0 }
      const objects = [node('n2'), statefulSet({ ...shape, ...(claims ? { claims } : {}) }), daemonSet(rolling)]
      const cluster = clusterWith(objects, { behaviourOf: brokenIs(second) })
      for (const step of changes) {
        expect(cluster.settle()).toEqual({ outcome: 'settled' })
        step(cluster)
      }
      expect(cluster.settle()).toEqual({ outcome: 'settled' })
      const names = pods(cluster).map(({ metadata }) => metadata.name)
      expect(new Set(names).size).toBe(names.length)
      const set = cluster.world.get('apps/StatefulSet', 'shop', 'db')
      expect(set?.status?.observedGeneration).toBe(set?.metadata.generation)
      if (second === 'run' && !claims) {
        expect(names.filter(name => name?.startsWith('db-'))).toHaveLength(set?.spec.replicas ?? 1)
      }
    }),
    { numRuns: 80 },
  )
})
