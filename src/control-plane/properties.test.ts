import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daemonSet, deployment, node, podTemplate, statefulSet } from '../../test/worlds.ts'
import type { Change, Controller, World } from '../controllers/controller.ts'
import type { Behaviour } from '../node/behaviour.ts'
import type { Json, JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { NEWEST, OLDEST } from '../resource/version.ts'
import { ControlPlane, controllers, kubelet, type Manifest, scheduling } from './index.ts'

const SHOP = { namespace: 'shop' }
const job = (spec: JsonObject): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'job', ...SHOP },
  spec: { ...spec, template: { spec: { ...(podTemplate('app:v1')['spec'] as JsonObject), restartPolicy: 'Never' } } },
})
const service = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...SHOP },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
})
const budget = (spec: JsonObject): Manifest => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'keep', ...SHOP },
  spec: { ...spec, selector: { matchLabels: { app: 'web' } } },
})
const quota = (pods: number): Manifest => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few', ...SHOP },
  spec: { hard: { pods: `${pods}` } },
})
const cron: Manifest = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'cron', ...SHOP },
  spec: {
    schedule: '*/2 * * * *',
    jobTemplate: {
      spec: { template: { spec: { ...(podTemplate('app:v1')['spec'] as JsonObject), restartPolicy: 'Never' } } },
    },
  },
}

const scaler: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', ...SHOP },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 3 },
}
const copies = (apiVersion: string, kind: string, name: string, replicas: number): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...SHOP },
  spec: {
    replicas,
    selector: kind === 'ReplicaSet' ? { matchLabels: { app: name } } : { app: name },
    template: { ...podTemplate('app:v1'), metadata: { labels: { app: name } } },
  },
})
const modes = { accessModes: ['ReadWriteOnce'], storageClassName: '' }
const volume = (name: string, size: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: { ...modes, capacity: { storage: size }, hostPath: { path: `/${name}` } },
})
const claim = (name: string, size: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, ...SHOP },
  spec: { ...modes, resources: { requests: { storage: size } } },
})

const few = fc.integer({ min: 0, max: 4 })
const amount = fc.constantFrom<number | string>(0, 1, 2, '50%', '100%')
const world = fc.record({
  web: fc.record({ replicas: few, maxSurge: fc.constantFrom(1, '50%'), maxUnavailable: amount }),
  db: fc.record({ replicas: few, parallel: fc.boolean(), partition: few }),
  job: fc.record({ parallelism: few, completions: few, backoffLimit: few }),
  budget: fc.oneof(
    amount.map(minAvailable => ({ minAvailable })),
    amount.map(maxUnavailable => ({ maxUnavailable })),
  ),
  pods: fc.integer({ min: 0, max: 20 }),
  behaviour: fc.constantFrom<Behaviour>(
    { does: 'run' },
    { does: 'stay unready' },
    { does: 'crash' },
    { does: 'not start' },
    { does: 'exit', code: 0 },
    { does: 'exit', code: 1 },
  ),
})

const ref = (apiVersion: string, kind: string, name: string, home: object = SHOP) => ({
  apiVersion,
  kind,
  ...home,
  name,
})
const WEB = ref('apps/v1', 'Deployment', 'web')
const DB = ref('apps/v1', 'StatefulSet', 'db')
const NODE = ref('v1', 'Node', 'n2', {})
const AGENT = ref('apps/v1', 'DaemonSet', 'agent')
const JOB = ref('batch/v1', 'Job', 'job')
const CRON = ref('batch/v1', 'CronJob', 'cron')
const SERVICE = ref('v1', 'Service', 'web')
const CLAIM = ref('v1', 'PersistentVolumeClaim', 'data')
const image = (tag: string): Json => ({
  spec: { template: { spec: { containers: [{ name: 'c', image: `app:${tag}` }] } } },
})
type Act = (cluster: ControlPlane) => unknown
const act: fc.Arbitrary<Act> = fc.oneof(
  few.map(
    (replicas): Act =>
      cluster =>
        cluster.scale(WEB, replicas),
  ),
  few.map(
    (replicas): Act =>
      cluster =>
        cluster.scale(DB, replicas),
  ),
  fc.constantFrom('v1', 'v2').map(
    (tag): Act =>
      cluster =>
        cluster.patch(WEB, image(tag), 'strategic'),
  ),
  fc.constantFrom('v1', 'v2').map(
    (tag): Act =>
      cluster =>
        cluster.patch(DB, image(tag), 'strategic'),
  ),
  fc.constantFrom<JsonObject | null>({ taints: [{ key: 'x', effect: 'NoExecute' }] }, { unschedulable: true }).map(
    (spec): Act =>
      cluster =>
        cluster.patch(NODE, { spec }, 'merge'),
  ),
  fc.constant<Act>(cluster => cluster.delete(NODE)),
  fc.constant<Act>(cluster => cluster.patch(AGENT, image('v2'), 'strategic')),
  fc.tuple(fc.constantFrom(JOB, CRON), fc.boolean()).map(
    ([of, suspend]): Act =>
      cluster =>
        cluster.patch(of, { spec: { suspend } }, 'merge'),
  ),
  few.map(
    (parallelism): Act =>
      cluster =>
        cluster.patch(JOB, { spec: { parallelism } }, 'merge'),
  ),
  fc.constantFrom<JsonObject>({ selector: { app: 'db' } }, { publishNotReadyAddresses: true }, { selector: null }).map(
    (spec): Act =>
      cluster =>
        cluster.patch(SERVICE, { spec }, 'merge'),
  ),
  fc.boolean().map(
    (paused): Act =>
      cluster =>
        cluster.patch(WEB, { spec: { paused } }, 'merge'),
  ),
  fc.constantFrom<ReturnType<typeof ref>>(JOB, CRON, DB, AGENT, SERVICE, CLAIM).map(
    (of): Act =>
      cluster =>
        cluster.delete(of),
  ),
  fc.constantFrom('db-0', 'db-1').map(
    (name): Act =>
      cluster =>
        cluster.evict(ref('v1', 'Pod', name)),
  ),
  fc.constantFrom('Foreground' as const, 'Orphan' as const, 'Background' as const).map(
    (propagation): Act =>
      cluster =>
        cluster.delete(WEB, { propagation }),
  ),
  fc.constantFrom(1, 61, 700).map(
    (seconds): Act =>
      cluster =>
        cluster.advance({ seconds }),
  ),
  fc.constant<Act>(cluster => cluster.delete(ref('v1', 'Namespace', 'shop', {}))),
)
const scenario = fc.record({ world, acts: fc.array(act, { maxLength: 5 }) })
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

function objectsOf({ world: given }: Scenario): Manifest[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    node('n1'),
    node('n2'),
    deployment(given.web),
    statefulSet(given.db),
    daemonSet(),
    job(given.job),
    cron,
    service('web'),
    service('db'),
    budget(given.budget),
    quota(given.pods),
    scaler,
    copies('apps/v1', 'ReplicaSet', 'set', given.web.replicas),
    copies('v1', 'ReplicationController', 'control', given.db.replicas),
    volume('small', '1Gi'),
    volume('large', '9Gi'),
    claim('data', '1Gi'),
    claim('more', '5Gi'),
  ]
}

function play(given: Scenario, objects: readonly Manifest[], among: readonly Controller[] = controllers): ControlPlane {
  const { behaviour } = given.world
  const behaviourOf = (pod: { metadata: KubeObject['metadata'] }): Behaviour =>
    pod.metadata.labels?.['app'] === 'agent' ? { does: 'run' } : behaviour
  const cluster = new ControlPlane({ controllers: [...among, scheduling(36), kubelet({ behaviourOf })], objects })
  const settle = () => {
    const outcome = cluster.settle()
    if (outcome.outcome === 'stalled') expect(outcome.about.length).toBeGreaterThan(0)
  }
  settle()
  for (const step of given.acts) {
    step(cluster)
    settle()
  }
  return cluster
}

const story = (cluster: ControlPlane): string => JSON.stringify(cluster.timeline)

/** What there is in the end, whatever the names that were generated: how many of whose, in which state. */
function outcome(cluster: ControlPlane): Record<string, Json> {
  const found: Record<string, Json> = {}
  for (const object of cluster.world.everything()) {
    const { name = '', generateName, ownerReferences } = object.metadata
    const { status } = object as { status?: JsonObject }
    if (generateName === undefined) {
      found[`${object.kind} ${name}`] = JSON.parse(JSON.stringify(status ?? {}))
      continue
    }
    const ready = (status?.['conditions'] as JsonObject[] | undefined)?.find(({ type }) => type === 'Ready')?.['status']
    const group = `${object.kind}s of ${ownerReferences?.[0]?.name} ${status?.['phase']} ready ${ready}`
    found[group] = Number(found[group] ?? 0) + 1
  }
  return found
}

test('every run ends, and the same input gives the same bytes in whatever order it is listed', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), (given, seed) => {
      const objects = objectsOf(given)
      const first = story(play(given, objects))
      expect(story(play(given, objects))).toBe(first)
      expect(story(play(given, shuffled(objects, seed)))).toBe(first)
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('no controller depends on the order of what the world lists', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), (given, seed) => {
      // Where there is room for some of the pods only, the first ones get it: that much depends on the order.
      const objects = objectsOf(given).filter(({ kind }) => kind !== 'ResourceQuota')
      const mixed = controllers.map(controller => inDisorder(controller, seed))
      expect(outcome(play(given, objects, mixed))).toEqual(outcome(play(given, objects)))
    }),
    { numRuns: 25 },
  )
}, 60_000)

test.each(Array.from({ length: NEWEST - OLDEST + 1 }, (_, at) => OLDEST + at))('1.%i rolls out', minor => {
  const objects = [
    node('n1'),
    deployment({ replicas: 2 }),
    statefulSet({ replicas: 2 }),
    daemonSet({ maxUnavailable: 1 }),
  ]
  const cluster = new ControlPlane({ minor, objects: [...objects, service('web'), service('db')] })
  expect(cluster.settle()).toEqual({ outcome: 'settled' })
  cluster.patch(WEB, image('v2'), 'strategic')
  expect(cluster.settle()).toEqual({ outcome: 'settled' })
  const pods = cluster.list('v1', 'Pod') as readonly (KubeObject & { status?: { phase?: string } })[]
  expect(pods.map(({ status }) => status?.phase)).toEqual(Array(5).fill('Running'))
  expect(cluster.timeline.filter(({ what }) => what === 'refused')).toEqual([])
})

test('whatever is handed in, there is an answer', () => {
  const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  const kind = fc.constantFrom(
    ['v1', 'Pod'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['batch/v1', 'CronJob'],
    ['v1', 'Service'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['example.com/v1', 'Widget'],
    ['', ''],
  )
  const metadata = fc.oneof(fc.constant({ name: 'x', uid: 'u-1' }), value)
  fc.assert(
    fc.property(kind, metadata, value, value, ([apiVersion = '', kind = ''], meta, spec, status) => {
      const manifest = { apiVersion, kind, metadata: meta, spec, status } as object as Manifest
      const cluster = new ControlPlane({ objects: [manifest, node('n1')] })
      const answers = [
        cluster.create(manifest),
        cluster.create(spec as object as Manifest),
        cluster.update(manifest),
        cluster.updateStatus(manifest),
        cluster.apply(manifest),
        cluster.apply(manifest, { server: true, manager: 'me' }),
        cluster.patch({ apiVersion, kind, name: 'x' }, spec, 'merge'),
        cluster.patch({ apiVersion, kind, name: 'x' }, spec, 'json'),
        cluster.patch({ apiVersion, kind, name: 'x' }, spec, 'strategic'),
      ]
      for (const { code } of answers) expect(code).toBeGreaterThanOrEqual(200)
      cluster.settle()
      cluster.advance({ seconds: 100 })
    }),
    { numRuns: 300 },
  )
})

/** Another order, the same for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rest = [...items]
  const mixed: T[] = []
  for (let state = seed + 1; rest.length > 0; state = (state * 48_271 + 1) % 2_147_483_647) {
    mixed.push(...rest.splice(state % rest.length, 1))
  }
  return mixed
}

/** A controller that gets every list in another order. */
function inDisorder(controller: Controller, seed: number): Controller {
  const worlds = new WeakMap<World, World>()
  const mixed = (of: World): World => {
    let made = worlds.get(of)
    if (!made) worlds.set(of, (made = withMixedLists(of, seed)))
    return made
  }
  const { reconcile, gone, watches = {} } = controller
  const watching = Object.entries(watches).map(([kind, watch]) => [
    kind,
    (change: Change, of: World) => watch(change, mixed(of)),
  ])
  return {
    ...controller,
    watches: Object.fromEntries(watching),
    reconcile: (object, of) => reconcile.call(controller, object, mixed(of)),
    ...(gone && { gone: (key, of) => gone.call(controller, key, mixed(of)) }),
  }
}

function withMixedLists(of: World, seed: number): World {
  const LISTS = new Set(['list', 'selected', 'ownedBy', 'everythingIn'])
  return new Proxy(of, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (typeof key !== 'string' || !LISTS.has(key)) return value.bind(target)
      return (...question: unknown[]) => shuffled(value.apply(target, question) as readonly unknown[], seed)
    },
  })
}
