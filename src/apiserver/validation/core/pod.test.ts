import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const POD = { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true }

const podOf = (spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec },
})

const serverOf = (minor: Minor, ...objects: KubeObject[]): ApiServer => {
  const store = new Store()
  for (const object of objects) store.put('', object)
  return new ApiServer(store, { minor, now: '2026-01-01T00:00:00Z', admission: false, openWorld: true })
}

const create = (body: Json, minor: Minor = 36) => serverOf(minor).create({ resource: POD, namespace: 'shop', body })
const complaints = (body: Json, minor?: Minor): string[] =>
  (create(body, minor).status?.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)

describe('what a pod may not be', () => {
  test.each<[string, JsonObject, string]>([
    ['without containers', { containers: [] }, 'spec.containers: Required value'],
    [
      'mounting what is not there',
      { containers: [{ name: 'web', image: 'web:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      'spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ],
    [
      'a volume of two kinds',
      { volumes: [{ name: 'data', emptyDir: {}, hostPath: { path: '/data' } }] },
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ],
    [
      'asking for more than its limit',
      { containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] },
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      'a toleration of nothing in particular',
      { tolerations: [{ operator: 'Equal', value: 'x' }] },
      'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ])('%s', (_story, spec, complaint) => expect(complaints(podOf(spec))).toEqual([complaint]))
})

test('releases differ in where the host’s port is at fault', () => {
  const spec = {
    hostNetwork: true,
    containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80, hostPort: 81 }] }],
  }
  expect(complaints(podOf(spec))).toEqual([
    'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
  ])
  expect(complaints(podOf(spec), 20)).toEqual([
    'spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true',
  ])
})

test('what is left open is filled in', () => {
  const { object } = create(podOf({ containers: [{ name: 'web', image: 'web', resources: { limits: { cpu: '1' } } }] }))
  expect(object).toMatchObject({
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      containers: [{ imagePullPolicy: 'Always', resources: { requests: { cpu: '1' } } }],
    },
    status: { phase: 'Pending', qosClass: 'Burstable' },
  })
})

test('fields behind a closed gate are dropped without a word', () => {
  const { object } = create(
    podOf({ containers: [{ name: 'web', image: 'web:1', lifecycle: { stopSignal: 'SIGTERM' } }] }),
  )
  expect(JSON.stringify(object)).not.toContain('lifecycle')
})

test('labels that matchLabelKeys name are written into the selector', () => {
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['hash'] }
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
  const { object } = create(podOf({ affinity }, { labels: { app: 'web', hash: '7' } }))
  expect(JSON.stringify(object)).toContain('"matchExpressions":[{"key":"hash","operator":"In","values":["7"]}]')
})

describe('what may change in a pod that exists', () => {
  const stored = create(podOf({ tolerations: [{ key: 'a', operator: 'Exists' }] })).object!
  const put = (spec: JsonObject) => {
    const body = podOf({ ...(structuredClone(stored) as KubeObject & { spec: JsonObject }).spec, ...spec })
    return serverOf(36, stored).update({ resource: POD, namespace: 'shop', name: 'web', body })
  }
  stored.metadata.resourceVersion = '1'

  test('the image', () => {
    const { code, object } = put({ containers: [{ name: 'web', image: 'web:2' }] })
    expect(code).toBe(200)
    expect(object?.metadata.generation).toBe(2)
  })

  test('tolerations are added, never taken away', () => {
    expect(
      put({
        tolerations: [
          { key: 'a', operator: 'Exists' },
          { key: 'b', operator: 'Exists' },
        ],
      }).code,
    ).toBe(200)
    expect(put({ tolerations: [] }).status?.message).toContain('existing toleration can not be modified')
  })

  test('nothing else, and the lines that would change are shown', () => {
    expect(put({ restartPolicy: 'Never' }).status?.details?.causes?.[0]?.message).toContain(
      '- "RestartPolicy": "Always",\n+ "RestartPolicy": "Never",\n',
    )
  })
})
