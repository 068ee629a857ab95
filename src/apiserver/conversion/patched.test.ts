import { expect, test } from 'vitest'
import type { KubeObject } from '../../resource/object.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

const resource = {
  group: 'autoscaling',
  version: 'v1',
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
}

test('an object is patched in the version that is asked for, whichever it is stored in', () => {
  const store = new Store()
  store.put('autoscaling', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop', uid: 'u-1', resourceVersion: '1' },
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  } as KubeObject)
  const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true })
  const body = { spec: { targetCPUUtilizationPercentage: 80 } }
  for (const type of ['merge', 'strategic'] as const) {
    const { object, status } = server.patch({ resource, namespace: 'shop', name: 'web', body, type })
    expect(status).toBeUndefined()
    expect(object).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 80 },
    })
  }
})
