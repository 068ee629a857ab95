import { describe, expect, it } from 'vitest'
import type { Resource } from '../context.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'
import { hubOf } from './conversion.ts'

const autoscalers = (version: string): Resource => ({
  group: 'autoscaling',
  version,
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
})

function created(version: string, minor: number, spec: object, metadata: object = {}) {
  const server = new ApiServer(new Store(), { minor, now: '2026-01-01T00:00:00Z', admission: false })
  const body = JSON.parse(
    JSON.stringify({
      apiVersion: `autoscaling/${version}`,
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', ...metadata },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec },
    }),
  )
  return server.create({ resource: autoscalers(version), namespace: 'shop', body })
}

describe('versions of a kind', () => {
  it('meet in the newest that the release knows', () => {
    expect(hubOf(autoscalers('v1'), 36).version).toBe('v2')
    expect(hubOf(autoscalers('v1'), 20).version).toBe('v2beta2')
    expect(hubOf(autoscalers('v2'), 36)).toEqual(autoscalers('v2'))
  })

  it('come back as they were asked for, with the defaults of the hub', () => {
    const { object } = created('v1', 36, {})
    expect(object).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { minReplicas: 1, targetCPUUtilizationPercentage: 80 },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    })
    const flat = { type: 'Pods', pods: { metricName: 'rps', targetAverageValue: '10' } }
    expect(created('v2beta1', 20, { metrics: [flat] }).object).toMatchObject({ spec: { metrics: [flat] } })
  })

  it('say what there is none of, where their version does', () => {
    const nothing = { currentReplicas: 0, desiredReplicas: 0, currentMetrics: null, conditions: null }
    for (const version of ['v2beta1', 'v2beta2']) {
      for (const minor of [20, 24]) expect(created(version, minor, {}).object).toMatchObject({ status: nothing })
    }
  })

  it('lose the annotations in which older versions keep what they have no fields for', () => {
    const annotations = { team: 'web', 'autoscaling.alpha.kubernetes.io/conditions': '[]' }
    for (const [version, minor] of [
      ['v2', 36],
      ['v2beta2', 20],
      ['v1', 36],
    ] as const) {
      const { object } = created(version, minor, {}, { annotations })
      expect(object?.metadata.annotations).toEqual({ team: 'web' })
    }
  })

  it('meet before the hub is served', () => {
    const ingresses = {
      group: 'extensions',
      version: 'v1beta1',
      resource: 'ingresses',
      kind: 'Ingress',
      namespaced: true,
    }
    for (const minor of [14, 20, 21]) expect(hubOf(ingresses, minor).group).toBe('networking.k8s.io')
  })

  it('are held to the rules of the hub', () => {
    const { status } = created('v1', 36, { targetCPUUtilizationPercentage: 0 })
    expect(status?.details?.causes?.map(({ field }) => field)).toEqual([
      'spec.metrics[0].resource.target.averageUtilization',
    ])
  })
})
