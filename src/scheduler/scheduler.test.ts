import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../resource/object.ts'
import { Cluster } from './cluster.ts'
import type { Decision } from './decision.ts'
import type { Pod, PodSpec } from './objects.ts'
import { Scheduler } from './scheduler.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')

const node = (name: string, { cpu = '4', zone = 'a', ...rest }: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': String(zone) } },
  ...{ spec: rest, status: { allocatable: { cpu, memory: '8Gi', pods: '110' } } },
})

const pod = (name: string, spec: PodSpec & { cpu?: string; app?: string } = {}): Pod => {
  const { cpu = '1', app = 'web', ...rest } = spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app } },
    spec: { containers: [{ name: 'main', image: 'app:1', resources: { requests: { cpu, memory: '1Gi' } } }], ...rest },
  }
}

const onNode = (nodeName: string, name: string, spec: Parameters<typeof pod>[1] = {}): Pod =>
  pod(name, { ...spec, nodeName })

function decide(objects: KubeObject[], wanted: Pod, minor = 36): Decision {
  return new Scheduler(new Cluster({ minor, objects })).decide(wanted, { now: NOW, explain: true })
}

describe('where a pod goes', () => {
  const spread = {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ],
  }
  const apart = {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
  }
  test.each([
    ['the emptier node', [node('a'), node('b'), onNode('a', 'x')], pod('p'), ['b']],
    ['any of the equally empty ones', [node('b'), node('a')], pod('p'), ['a', 'b']],
    [
      'the zone with fewer of its kind',
      [node('a'), node('b', { zone: 'b' }), onNode('a', 'x')],
      pod('p', spread),
      ['b'],
    ],
    ['away from its own kind', [node('a'), node('b', { cpu: '2' }), onNode('a', 'x')], pod('p', apart), ['b']],
    [
      'away from those who keep it away',
      [node('a'), node('b', { cpu: '2' }), onNode('a', 'x', apart)],
      pod('p'),
      ['b'],
    ],
  ])('%s', (_story, objects, wanted, best) => expect(decide(objects, wanted).best).toEqual(best))

  test('the first by name is taken', () => expect(decide([node('b'), node('a')], pod('p')).node).toBe('a'))
})

describe('why it does not go anywhere', () => {
  const tainted = { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] }
  const world = [node('a', { cpu: '2' }), node('b', tainted), node('c', { unschedulable: true }), onNode('a', 'x')]
  test.each([
    [
      36,
      '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ' +
        'no new claims to deallocate, preemption: 0/3 nodes are available: ' +
        '1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    ],
    [
      20,
      "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had taint {gpu: yes}, that the pod didn't tolerate, " +
        '1 node(s) were unschedulable.',
    ],
  ])('1.%d says', (minor, message) => expect(decide(world, pod('p', { cpu: '2' }), minor).message).toBe(message))

  test('a claim that is not there', () => {
    const wanted = pod('p', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })
    expect(decide([node('a')], wanted).message).toBe(
      '0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
    )
  })
})

describe('who has to leave', () => {
  const low = { cpu: '3', priority: 1 }
  test('the least important victim', () => {
    const world = [node('a'), node('b'), onNode('a', 'x', { ...low, priority: 5 }), onNode('b', 'y', low)]
    const decision = decide(world, pod('p', { cpu: '2', priority: 10 }))
    expect(decision).toMatchObject({ outcome: 'preempting', node: 'b', victims: ['default/y'] })
  })

  test('nobody that a budget protects, as long as there is somebody else', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      ...{ metadata: { name: 'b', namespace: 'default' }, spec: { selector: { matchLabels: { app: 'kept' } } } },
    }
    const world = [node('a'), node('b'), onNode('a', 'x', { ...low, app: 'kept' }), onNode('b', 'y', low), budget]
    expect(decide(world, pod('p', { cpu: '2', priority: 10 })).victims).toEqual(['default/y'])
  })

  test('nobody when the pod does not preempt', () => {
    const decision = decide(
      [node('a'), onNode('a', 'x', low)],
      pod('p', { cpu: '2', priority: 9, preemptionPolicy: 'Never' }),
    )
    expect(decision.message).toContain('preemption: not eligible due to preemptionPolicy=Never.')
  })
})

test('a placement is seen by the next pod of the same shape, in every count', () => {
  const cluster = new Cluster({ minor: 36, objects: [node('a'), node('b'), node('c')] })
  const scheduler = new Scheduler(cluster)
  const placed = ['p1', 'p2', 'p3', 'p4'].map(name => {
    const wanted = pod(name)
    const decision = scheduler.decide(wanted, { now: NOW })
    cluster.put({ ...wanted, spec: { ...wanted.spec, nodeName: decision.node ?? '' } } as Pod)
    return decision.node
  })
  expect(placed).toEqual(['a', 'b', 'c', 'a'])
})
