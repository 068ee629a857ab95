import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../resource/object.ts'
import { parseApiVersion } from '../../resource/object.ts'
import { catalog } from '../../schema/catalog.ts'
import { ApiServer, type DeleteRequest } from '../server.ts'
import { Store } from '../store.ts'

const NOW = '2026-01-01T12:00:00Z'

type Metadata = KubeObject['metadata']

const object = (apiVersion: string, kind: string, metadata: Metadata, rest: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop', uid: 'u-1', resourceVersion: '7', ...metadata },
  ...rest,
})

const pod = (metadata: Metadata, phase = 'Running', conditions: object[] = [{ type: 'Ready', status: 'True' }]) =>
  object(
    'v1',
    'Pod',
    { labels: { app: 'web' }, ...metadata },
    {
      spec: { nodeName: 'a', terminationGracePeriodSeconds: 30, containers: [] },
      status: { phase, conditions },
    },
  )

const budget = (status: object, spec: object = {}): KubeObject =>
  object(
    'policy/v1',
    'PodDisruptionBudget',
    { name: 'keep', generation: 1 },
    {
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } }, ...spec },
      status: { observedGeneration: 1, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1, ...status },
    },
  )

function serverOf(...objects: KubeObject[]): ApiServer {
  const store = new Store()
  for (const each of objects) store.put(parseApiVersion(each.apiVersion).group, each)
  return new ApiServer(store, { minor: 36, now: NOW, openWorld: true })
}

function deleted(target: KubeObject, options: Partial<DeleteRequest> = {}) {
  const { apiVersion, kind } = target
  const { group, version } = parseApiVersion(apiVersion)
  const { plural = '', namespaced = true } = catalog(36).kind(apiVersion, kind) ?? {}
  const resource = { group, version, kind, resource: plural, namespaced }
  return serverOf(target).delete({ resource, namespace: namespaced ? 'shop' : '', name: 'web', ...options })
}

describe('a delete', () => {
  const marks = ({ object, removed }: ReturnType<typeof deleted>): string => {
    const { deletionTimestamp = '-', deletionGracePeriodSeconds = '-', finalizers = [] } = object?.metadata ?? {}
    const time = deletionTimestamp.slice(11, 19) || '-'
    return `${removed ? 'gone' : 'stays'} ${time} ${deletionGracePeriodSeconds} ${finalizers.join(',')}`.trim()
  }
  const dying = { deletionTimestamp: '2026-01-01T12:00:20Z', deletionGracePeriodSeconds: 30 }
  const config = (metadata: Metadata = {}) => object('v1', 'ConfigMap', metadata)
  const replicaSet = (metadata: Metadata = {}) => object('apps/v1', 'ReplicaSet', metadata)

  test.each<[string, KubeObject, Partial<DeleteRequest>, string]>([
    ['nothing holds a ConfigMap', config(), {}, 'gone - -'],
    ['a finalizer does', config({ finalizers: ['a/b'] }), {}, 'stays 12:00:00 0 a/b'],
    ['a pod has its time', pod({}), {}, 'stays 12:00:30 30'],
    ['a pod is given less', pod({}), { gracePeriodSeconds: 5 }, 'stays 12:00:05 5'],
    ['no time at all is now', pod({}), { gracePeriodSeconds: 0 }, 'gone 12:00:00 0'],
    ['what is over needs no time', pod({}, 'Succeeded'), {}, 'gone 12:00:00 0'],
    ['one that dies may be given less', pod(dying), { gracePeriodSeconds: 5 }, 'stays 11:59:55 5'],
    ['and never more', pod(dying), { gracePeriodSeconds: 60 }, 'stays 12:00:20 30'],
    ['dependents first', replicaSet(), { propagation: 'Foreground' }, 'stays 12:00:00 0 foregroundDeletion'],
    ['or left alone', replicaSet(), { propagation: 'Orphan' }, 'stays 12:00:00 0 orphan'],
    [
      'asked again, otherwise',
      replicaSet({ finalizers: ['orphan'] }),
      { propagation: 'Background' },
      'gone - - orphan',
    ],
    ['a Job leaves its pods when nothing is said', object('batch/v1', 'Job', {}), {}, 'stays 12:00:00 0 orphan'],
  ])('%s', (_story, target, options, expected) => {
    expect(marks(deleted(target, options))).toBe(expected)
  })

  test('a namespace is emptied first', () => {
    const shop = { ...object('v1', 'Namespace', {}, { spec: { finalizers: ['kubernetes'] } }) }
    delete shop.metadata.namespace
    const answer = deleted(shop)
    expect(answer.removed).toBeUndefined()
    expect(answer.object).toMatchObject({ status: { phase: 'Terminating' }, metadata: { deletionTimestamp: NOW } })
  })

  test('of another object than the one meant is a conflict', () => {
    expect(deleted(config(), { uid: 'u-2' }).status).toMatchObject({
      code: 409,
      message:
        'Operation cannot be fulfilled on ConfigMap "web": the UID in the precondition (u-2) does not match the UID in record (u-1). The object might have been deleted and then recreated',
      details: { name: 'web', kind: 'ConfigMap' },
    })
  })

  test('an update without the last finalizer lets it go', () => {
    const held = config({ finalizers: ['a/b'], deletionTimestamp: NOW, deletionGracePeriodSeconds: 0 })
    const resource = { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', namespaced: true }
    const body = [{ op: 'remove', path: '/metadata/finalizers' }]
    const answer = serverOf(held).patch({ resource, namespace: 'shop', name: 'web', body, type: 'json' })
    expect(answer).toMatchObject({ code: 200, removed: true })
  })
})

describe('an eviction', () => {
  const evicted = (...objects: KubeObject[]) => serverOf(...objects).evict({ namespace: 'shop', name: 'web' })

  test('says on the pod why it goes', () => {
    const { object, also } = evicted(pod({}))
    expect(object?.metadata.deletionGracePeriodSeconds).toBe(30)
    expect(also).toMatchObject([{ status: { conditions: [{}, { reason: 'EvictionByEvictionAPI' }] } }])
  })

  test('takes one from the budget', () => {
    const { also } = evicted(pod({}), budget({ disruptionsAllowed: 1 }))
    expect(also?.[0]).toMatchObject({ status: { disruptionsAllowed: 0, disruptedPods: { web: NOW } } })
  })

  test.each<[string, KubeObject[], string]>([
    [
      'no room',
      [budget({ disruptionsAllowed: 0 })],
      'The disruption budget keep needs 1 healthy pods and has 1 currently',
    ],
    [
      'not counted yet',
      [budget({ disruptionsAllowed: 1, observedGeneration: 0 })],
      'The disruption budget keep is still being processed by the server.',
    ],
  ])('%s', (_story, budgets, message) => {
    const { status } = evicted(pod({}), ...budgets)
    expect(status).toMatchObject({ code: 429, reason: 'TooManyRequests' })
    expect(status?.details?.causes).toEqual([{ reason: 'DisruptionBudget', message }])
  })

  test('a pod that is not ready may always go where the budget says so', () => {
    const unready = pod({}, 'Running', [])
    expect(evicted(unready, budget({ disruptionsAllowed: 0, currentHealthy: 0 })).code).toBe(429)
    const spec = { unhealthyPodEvictionPolicy: 'AlwaysAllow' }
    expect(evicted(unready, budget({ disruptionsAllowed: 0, currentHealthy: 0 }, spec)).code).toBe(200)
  })
})
