import { describe, expect, test } from 'vitest'
import { clusterWith, deployment, node, saidIn } from '../../test/worlds.ts'
import { ControlPlane } from '../control-plane/index.ts'
import type { JsonObject } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { type Behavior, paced } from './horizontalpodautoscaler/pace.ts'
import { replicasByAverage, replicasFor } from './horizontalpodautoscaler/replicas.ts'

const pod = (name: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'a:1' }] },
})
const podsOf = (count: number, prefix: string): Pod[] =>
  Array.from({ length: count }, (_, at) => pod(`${prefix}-${at}`))

describe('how many replicas bring the use to the target', () => {
  test.each<[string, { ready: number[]; unready?: number; missing?: number; wanted: number; want: number }]>([
    ['90 % where 60 % is wanted', { ready: [90, 90, 90], wanted: 60, want: 5 }],
    ['a tenth above is close enough', { ready: [66, 66, 66], wanted: 60, want: 3 }],
    ['a tenth below as well', { ready: [54, 54, 54], wanted: 60, want: 3 }],
    ['less use, fewer pods', { ready: [10, 10, 10, 10], wanted: 50, want: 1 }],
    ['who is not measured is taken to work on the way down', { ready: [10, 10, 10], missing: 1, wanted: 50, want: 3 }],
    ['and to idle on the way up', { ready: [90, 90], missing: 2, wanted: 60, want: 4 }],
    ['who is not ready yet counts nothing on the way up', { ready: [90, 90], unready: 1, wanted: 50, want: 4 }],
    ['what turns around stays', { ready: [90], unready: 3, wanted: 60, want: 4 }],
  ])('%s', (_story, { ready, unready = 0, missing = 0, wanted, want }) => {
    const group = {
      ready: new Map(ready.map((use, at) => [pod(`r-${at}`), use])),
      unready: podsOf(unready, 'u'),
      missing: podsOf(missing, 'm'),
    }
    const ratioOf = (used: ReadonlyMap<Pod, number>): number =>
      Math.trunc([...used.values()].reduce((sum, use) => sum + use, 0) / used.size) / wanted
    expect(replicasFor(ready.length + unready + missing, group, ratioOf, () => 100)).toBe(want)
  })

  test('a queue of 95 at 10 for each', () => expect(replicasByAverage(3, 95, 10)).toBe(10))
  test('a queue of 95 at 10 for each is close enough to 9', () => expect(replicasByAverage(9, 95, 10)).toBe(9))
})

describe('how fast it goes there', () => {
  const rules = (behavior: Behavior): Behavior => behavior
  test.each<[string, { from: number; to: number; behavior?: Behavior; want: string }]>([
    ['twice as many at once', { from: 5, to: 40, want: '10 ScaleUpLimit' }],
    ['or four', { from: 1, to: 40, want: '4 ScaleUpLimit' }],
    ['at most the maximum', { from: 30, to: 80, want: '50 TooManyReplicas' }],
    ['at least the minimum', { from: 1, to: 1, want: '2 TooFewReplicas' }],
    ['not down at once', { from: 10, to: 3, want: '10 -' }],
    [
      'down at once where nobody wants to wait',
      { from: 10, to: 3, behavior: rules({ scaleDown: { stabilizationWindowSeconds: 0 } }), want: '3 -' },
    ],
    [
      'one by one',
      {
        from: 10,
        to: 3,
        behavior: rules({
          scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
        }),
        want: '9 ScaleDownLimit',
      },
    ],
    ['never', { from: 5, to: 9, behavior: rules({ scaleUp: { selectPolicy: 'Disabled' } }), want: '5 ScaleUpLimit' }],
  ])('%s', (_story, { from, to, behavior, want }) => {
    const { replicas, limit } = paced(to, from, { min: 2, max: 50 }, behavior, { recommendations: [], changes: [] }, 0)
    expect(`${replicas} ${limit?.reason ?? '-'}`).toBe(want)
  })
})

test('an autoscaler follows the load, up in steps and down after five minutes', () => {
  let load = 400
  const web = deployment({ replicas: 2 })
  const containers = [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '100m' } } }]
  const template = { ...web.spec.template, spec: { ...web.spec.template.spec, containers } }
  const cluster: ControlPlane = new ControlPlane({
    objects: [node('n1'), { ...web, spec: { ...web.spec, template } }],
    metrics: { ofPod: () => ({ cpu: `${Math.round(load / cluster.list('v1', 'Pod', 'shop').length)}m` }) },
  })
  cluster.create({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  })
  const sizes: number[] = []
  const watch = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += 15) {
      cluster.advance({ seconds: 15 })
      const size = cluster.list('v1', 'Pod', 'shop').length
      if (sizes.at(-1) !== size) sizes.push(size)
    }
  }
  watch(60)
  load = 40
  watch(270)
  expect(sizes).toEqual([4, 8])
  watch(60)
  expect(sizes).toEqual([4, 8, 1])
  const scaler = cluster.list('autoscaling/v2', 'HorizontalPodAutoscaler')[0] as object as { status: JsonObject }
  expect(scaler.status['currentMetrics']).toMatchObject([{ resource: { current: { averageUtilization: 40 } } }])
})

/** A Deployment whose container `c` requests 100m, and an autoscaler of it, a minute later. */
function aMinuteLater(
  metric: JsonObject,
  metrics: NonNullable<ConstructorParameters<typeof ControlPlane>[0]>['metrics'],
  { behavior, names = ['web'] }: { behavior?: JsonObject; names?: string[] } = {},
) {
  const web = deployment({ replicas: 2 })
  const containers = [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '100m' } } }]
  const template = { ...web.spec.template, spec: { ...web.spec.template.spec, containers } }
  const cluster = new ControlPlane({
    objects: [node('n1'), { ...web, spec: { ...web.spec, template } }],
    ...(metrics && { metrics }),
  })
  cluster.settle()
  for (const name of names) {
    cluster.create({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        maxReplicas: 10,
        metrics: [metric],
        ...(behavior && { behavior }),
      },
    })
  }
  cluster.advance({ seconds: 60 })
  const said = cluster.timeline.flatMap(entry => (entry.what === 'event' ? [entry.event] : []))
  return { size: cluster.list('v1', 'Pod', 'shop').length, said }
}

const half = { type: 'Utilization', averageUtilization: 50 }
const cpu = { type: 'Resource', resource: { name: 'cpu', target: half } }

test('a container is measured by itself', () => {
  const metric = { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'c', target: half } }
  const { size, said } = aMinuteLater(metric, { ofContainer: () => ({ cpu: '75m' }), ofPod: () => ({ cpu: '900m' }) })
  expect(size).toBe(10)
  expect(said.find(({ reason }) => reason === 'SuccessfulRescale')?.message).toBe(
    'New size: 3; reason: cpu container resource utilization (percentage of request) above target',
  )
})

test('an autoscaler may be content with more, or with less', () => {
  const close = { ofPod: () => ({ cpu: '54m' }) }
  expect(aMinuteLater(cpu, close).size).toBe(2)
  expect(aMinuteLater(cpu, close, { behavior: { scaleUp: { tolerance: '0.05' } } }).size).toBeGreaterThan(2)
  expect(
    aMinuteLater(cpu, { ofPod: () => ({ cpu: '60m' }) }, { behavior: { scaleUp: { tolerance: '0.3' } } }).size,
  ).toBe(2)
})

test('two autoscalers of the same pods leave them alone', () => {
  const { said } = aMinuteLater(cpu, undefined, { names: ['a', 'b'] })
  expect(said.find(({ reason }) => reason === 'AmbiguousSelector')?.message).toBe(
    'pods by selector app=web are controlled by multiple HPAs: [shop/a shop/b]',
  )
})

test('who measures, but not this, is told from nobody', () => {
  const queue = { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '5' } } }
  const why = (metrics: Parameters<typeof aMinuteLater>[1]) =>
    aMinuteLater(queue, metrics).said.find(({ reason }) => reason === 'FailedGetExternalMetric')?.message
  expect(why(undefined)).toMatch(
    'external metric shop/queue/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)',
  )
  expect(why({})).toMatch('external metric shop/queue/nil: no metrics returned from external metrics API')
})

test.each([
  ['apps/v1', 'DaemonSet', 'the server could not find the requested resource'],
  ['apps/v1', 'Nonesuch', 'no matches for kind "Nonesuch" in group "apps"'],
])('%s %s has no size', (apiVersion, kind, why) => {
  const cluster = clusterWith([
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h', namespace: 'shop' },
      spec: { scaleTargetRef: { apiVersion, kind, name: 'web' }, maxReplicas: 3 },
    } as KubeObject,
  ])
  cluster.advance({ seconds: 20 })
  expect(saidIn(cluster)).toContain(why)
})
