import { expect, test } from 'vitest'
import type { KubeObject } from '../resource/object.ts'
import { Cluster } from './cluster.ts'
import { keyOf, type Pod, type PodSpec } from './objects.ts'
import { Scheduler } from './scheduler.ts'

/** The same numbers for the same seed. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

const APPS = ['web', 'db', 'cache']
const KEYS = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'rack']

class Random {
  readonly #numbers: Generator<number>

  constructor(seed: number) {
    this.#numbers = numbers(seed)
  }

  below(limit: number): number {
    return Math.floor(this.#numbers.next().value * limit)
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }

  /** Until 1.27 the order in which nodes came made a difference to images. */
  node(at: number, withImages: boolean): KubeObject {
    const name = `node-${at}`
    const labels: Record<string, string> = { 'kubernetes.io/hostname': name, disk: this.of(['ssd', 'hdd']) }
    if (this.below(5) > 0) labels['topology.kubernetes.io/zone'] = this.of(['a', 'b', 'c'])
    if (this.below(3) > 0) labels['rack'] = this.of(['r1', 'r2'])
    const effect = this.of(['NoSchedule', 'PreferNoSchedule'])
    const spec = {
      unschedulable: this.below(12) === 0,
      ...(this.below(4) === 0 ? { taints: [{ key: 'dedicated', value: 'x', effect }] } : {}),
    }
    const images = this.below(2) === 0 && withImages ? [{ names: ['app:1'], sizeBytes: 500_000_000 }] : []
    const allocatable = { cpu: this.of(['2', '4']), memory: '8Gi', pods: '8' }
    return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, ...{ spec, status: { allocatable, images } } }
  }

  pod(at: number): Pod {
    const selector = { matchLabels: { app: this.of(APPS) } }
    const term = { labelSelector: selector, topologyKey: this.of(KEYS) }
    const spec: PodSpec = {
      priority: this.of([0, 0, 10]),
      containers: [
        {
          image: 'app:1',
          resources: { requests: { cpu: this.of(['100m', '500m', '1']) } },
          ports: this.below(6) === 0 ? [{ hostPort: 80 }] : [],
        },
      ],
    }
    if (this.below(4) === 0) spec.nodeSelector = { disk: 'ssd' }
    if (this.below(3) === 0) spec.tolerations = [{ operator: 'Exists' }]
    if (this.below(3) === 0)
      spec.topologySpreadConstraints = [
        {
          ...{ maxSkew: 1, topologyKey: this.of(KEYS), labelSelector: selector },
          whenUnsatisfiable: this.of(['DoNotSchedule', 'ScheduleAnyway']),
          nodeTaintsPolicy: this.of(['Honor', 'Ignore']),
        },
      ]
    const required = { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, podAffinityTerm: term }] }
    if (this.below(3) === 0)
      spec.affinity = { [this.of(['podAffinity', 'podAntiAffinity'])]: this.of([required, preferred, preferred]) }
    const name = `pod-${at}`
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: this.of(APPS) } },
      spec,
    }
  }
}

const KIND_AND_KEY = ({ kind, metadata }: KubeObject): string => `${kind} ${keyOf(metadata)}`

/** Whatever was remembered, the answer is that of a scheduler that sees the cluster for the first time. */
test.each(Array.from({ length: 12 }, (_, seed) => seed))('what is remembered is never stale (seed %d)', seed => {
  const random = new Random(seed)
  const minor = random.of([20, 24, 31, 36])
  const world = new Map<string, KubeObject>()
  const cluster = new Cluster({ minor })
  const scheduler = new Scheduler(cluster)
  const put = (object: KubeObject): void => {
    world.set(KIND_AND_KEY(object), object)
    cluster.put(object)
  }
  const drop = (object: KubeObject): void => {
    world.delete(KIND_AND_KEY(object))
    cluster.remove(object)
  }
  for (let at = 0; at < 6; at++) put(random.node(at, minor > 27))
  const templates = Array.from({ length: 6 }, (_, at) => random.pod(at))
  for (let at = 0; at < 120; at++) {
    const template = random.of(templates)
    const startTime = new Date(at * 1000).toISOString()
    const pod: Pod = { ...template, metadata: { ...template.metadata, name: `p${at}` }, status: { startTime } }
    const decision = scheduler.decide(pod, { now: 0, explain: at % 3 === 0 })
    const fresh = new Scheduler(new Cluster({ minor, objects: world.values() })).decide(pod, { now: 0, explain: true })
    const said = ({ outcome, best, message }: typeof decision) => ({ outcome, best, message })
    expect(said(decision)).toEqual(said(fresh))
    if (decision.outcome === 'bound') put({ ...pod, spec: { ...pod.spec, nodeName: decision.node! } } as Pod)
    if (random.below(4) === 0) put(random.node(random.below(8), minor > 27))
    const placed = [...world.values()].filter(({ kind }) => kind === 'Pod') as Pod[]
    if (placed.length > 0 && random.below(3) === 0) drop(random.of(placed))
    if (placed.length > 0 && random.below(6) === 0) {
      const leaving = random.of(placed)
      if (world.has(KIND_AND_KEY(leaving)))
        put({ ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } } as Pod)
    }
    if (random.below(25) === 0) drop(random.node(random.below(8), minor > 27))
  }
})
