import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterWith, deployment, node, pods } from '../../test/worlds.ts'
import type { Controller } from '../controllers/controller.ts'
import type { Behaviour } from '../node/behaviour.ts'
import type { Json } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { ControlPlane } from './index.ts'

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }

test('a Deployment becomes pods, on a node, ready', () => {
  const cluster = clusterWith([deployment({ replicas: 3 })])
  expect(cluster.settle()).toEqual({ outcome: 'settled' })
  expect(pods(cluster).map(pod => [pod.spec.nodeName, pod.status?.phase])).toEqual(Array(3).fill(['n1', 'Running']))
  expect(cluster.world.get('apps/Deployment', 'shop', 'web')?.status).toMatchObject({
    replicas: 3,
    availableReplicas: 3,
  })
})

test('every entry of the timeline names what led to it', () => {
  const cluster = clusterWith([deployment({ replicas: 1 })])
  cluster.settle()
  const ready = cluster.timeline.findLast(entry => entry.by === 'kubelet')
  const chain: string[] = []
  for (let entry = ready; entry; entry = entry.cause === undefined ? undefined : cluster.timeline[entry.cause]) {
    chain.push(entry.by)
  }
  expect(chain).toEqual(['kubelet', 'default-scheduler', 'replicaset-controller', 'deployment-controller', 'user'])
})

test('asking again about a stale object is refused with a conflict', () => {
  const cluster = clusterWith([deployment({ replicas: 1 })])
  const read = cluster.world.get('apps/Deployment', 'shop', 'web')!
  cluster.scale(web, 2)
  expect(cluster.update(read)).toMatchObject({ code: 409, status: { reason: 'Conflict' } })
})

test('controllers that undo each other are a stall with a name', () => {
  const wants = (color: string): Controller => ({
    name: `${color}-controller`,
    kind: 'ConfigMap',
    *reconcile(object) {
      if (object.metadata.labels?.['color'] === color) return
      yield { do: 'update', object: { ...object, metadata: { ...object.metadata, labels: { color } } } }
    },
  })
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'paint', namespace: 'shop' } }
  const cluster = new ControlPlane({ controllers: [wants('red'), wants('blue')], objects: [config] })
  const about = [expect.objectContaining({ kind: 'ConfigMap', name: 'paint' })]
  expect(cluster.settle()).toMatchObject({ outcome: 'stalled', why: 'livelock', about })
})

const behaviour: fc.Arbitrary<Behaviour> = fc.constantFrom(
  { does: 'run' },
  { does: 'stay unready' },
  { does: 'crash' },
  { does: 'not start' },
)
const count = fc.integer({ min: 0, max: 6 })
const action = fc.oneof(
  count.map(replicas => ({ do: 'scale' as const, replicas })),
  fc.constantFrom('app:v1', 'app:v2', 'app:v3').map(image => ({ do: 'image' as const, image })),
  fc.boolean().map(paused => ({ do: 'pause' as const, paused })),
  fc.constant({ do: 'delete pod' as const }),
  fc.constant({ do: 'wait' as const }),
)
const scenario = fc.record({
  replicas: count,
  maxSurge: fc.constantFrom(0, 1, 2, '25%', '100%'),
  maxUnavailable: fc.constantFrom(1, 2, '25%', '100%'),
  second: behaviour,
  actions: fc.array(action, { maxLength: 5 }),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

function act(cluster: ControlPlane, step: Scenario['actions'][number]): void {
  const patch = (value: Json) => cluster.patch(web, value, 'strategic')
  if (step.do === 'scale') cluster.scale(web, step.replicas)
  else if (step.do === 'image')
    patch({ spec: { template: { spec: { containers: [{ name: 'c', image: step.image }] } } } })
  else if (step.do === 'pause') patch({ spec: { paused: step.paused } })
  else if (step.do === 'wait') cluster.advance({ seconds: 700 })
  else {
    const pod = pods(cluster)[0]
    if (pod) cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: pod.metadata.name ?? '' })
  }
}

function play({ replicas, maxSurge, maxUnavailable, second, actions }: Scenario, shuffled = false): ControlPlane {
  const objects = [
    deployment({ replicas, maxSurge, maxUnavailable }),
    deployment({ name: 'api', replicas: 2 }),
    node('n2'),
    node('n3'),
  ]
  const behaviourOf = (pod: { spec: { containers: { image?: string }[] } }): Behaviour =>
    pod.spec.containers[0]?.image === 'app:v2' ? second : { does: 'run' }
  const cluster = clusterWith(shuffled ? objects.reverse() : objects, { behaviourOf })
  for (const step of actions) {
    expect(cluster.settle()).toEqual({ outcome: 'settled' })
    act(cluster, step)
  }
  expect(cluster.settle()).toEqual({ outcome: 'settled' })
  return cluster
}

test('every run ends, the same input gives the same bytes, in whatever order it was listed', () => {
  fc.assert(
    fc.property(scenario, given => {
      const first = JSON.stringify(play(given).timeline)
      expect(JSON.stringify(play(given).timeline)).toBe(first)
      expect(JSON.stringify(play(given, true).timeline)).toBe(first)
    }),
    { numRuns: 60 },
  )
})

test('a settled rollout has exactly the pods that were asked for', () => {
  fc.assert(
    fc.property(scenario, given => {
      const cluster = play({ ...given, second: { does: 'run' } })
      const { spec } = cluster.world.get('apps/Deployment', 'shop', 'web')!
      const mine = pods(cluster).filter(pod => pod.metadata.labels?.['app'] === 'web')
      expect(mine).toHaveLength(spec.replicas ?? 1)
    }),
    { numRuns: 40 },
  )
})

test('what validation refuses is not kept', () => {
  const cluster = clusterWith([])
  const broken = { ...deployment({ replicas: -1 }), metadata: { name: 'web', namespace: 'shop' } }
  expect(cluster.create(broken)).toMatchObject({
    code: 422,
    status: {
      details: {
        causes: [{ field: 'spec.replicas', message: 'Invalid value: -1: must be greater than or equal to 0' }],
      },
    },
  })
  expect(cluster.list('apps/v1', 'Deployment')).toEqual([])
})

describe('what the server refuses', () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: 'shop', name: 'few' }
  /** Lets in so many pods. */
  const withQuota = (pods: string) => {
    const cluster = clusterWith([])
    const metadata = { name: 'few', namespace: 'shop' }
    cluster.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods } } } as KubeObject)
    cluster.settle()
    cluster.create(deployment({ replicas: 3 }))
    return cluster
  }
  const replicaSet = (cluster: ControlPlane) => cluster.world.list('apps/ReplicaSet')[0]?.status

  test('is said in the condition of the ReplicaSet and of the Deployment', () => {
    const cluster = withQuota('2')
    expect(cluster.settle()).toEqual({ outcome: 'settled' })
    const failure = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringMatching(
        /is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2$/,
      ),
    }
    expect(replicaSet(cluster)).toMatchObject({ replicas: 2, conditions: [failure] })
    const status = cluster.world.get('apps/Deployment', 'shop', 'web')?.status
    expect(status?.conditions).toContainEqual(expect.objectContaining(failure))
  })

  test('is tried again, less and less often, until it is let in', () => {
    const cluster = withQuota('2')
    cluster.settle()
    cluster.patch(quota, { spec: { hard: { pods: '10' } } }, 'merge')
    cluster.settle()
    expect(pods(cluster)).toHaveLength(2)
    cluster.advance({ seconds: 10 })
    expect(pods(cluster)).toHaveLength(3)
    expect(replicaSet(cluster)?.conditions).toBeUndefined()
  })
})
