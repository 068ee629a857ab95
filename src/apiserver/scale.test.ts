import { expect, test } from 'vitest'
import type { KubeObject } from '../resource/object.ts'
import { ApiServer } from './server.ts'
import { Store } from './store.ts'

const CONTROLLERS = {
  group: '',
  version: 'v1',
  resource: 'replicationcontrollers',
  kind: 'ReplicationController',
  namespaced: true,
}

const stored: KubeObject & { spec: object; status: object } = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'web', namespace: 'shop', uid: 'u', resourceVersion: '7', generation: 1 },
  spec: {
    replicas: 1,
    selector: { app: 'web', tier: 'front' },
    template: {
      metadata: { labels: { app: 'web', tier: 'front' } },
      spec: {
        containers: [
          { name: 'web', image: 'web:1', imagePullPolicy: 'Always', terminationMessagePolicy: 'File', resources: {} },
        ],
        restartPolicy: 'Always',
        dnsPolicy: 'ClusterFirst',
        terminationGracePeriodSeconds: 30,
      },
    },
  },
  status: { replicas: 1 },
}

const scale = (replicas: number) => {
  const store = new Store()
  store.put('', stored)
  const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', admission: false })
  const body = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' }, spec: { replicas } }
  return server.update({ resource: CONTROLLERS, namespace: 'shop', name: 'web', subresource: 'scale', body })
}

test('the Scale that results comes back', () => {
  expect(scale(3)).toMatchObject({
    code: 200,
    object: { kind: 'Scale', spec: { replicas: 3 }, status: { replicas: 1, selector: 'app=web,tier=front' } },
  })
})

test('fewer than none is refused in the name of the Scale', () => {
  expect(scale(-1).status?.message).toBe(
    'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  )
})
