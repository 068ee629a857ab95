import { describe, expect, test } from 'vitest'
import type { Json } from '../resource/json.ts'
import { ApiServer } from './server.ts'
import { Store } from './store.ts'

const RESOURCES = {
  Pod: { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true },
  ConfigMap: { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', namespaced: true },
  Secret: { group: '', version: 'v1', resource: 'secrets', kind: 'Secret', namespaced: true },
  LimitRange: { group: '', version: 'v1', resource: 'limitranges', kind: 'LimitRange', namespaced: true },
}

const create = (kind: keyof typeof RESOURCES, parts: Record<string, Json>) => {
  const server = new ApiServer(new Store(), { minor: 36, now: '2026-01-01T00:00:00Z', admission: false })
  const body = { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...parts } as Record<string, Json>
  return server.create({ resource: RESOURCES[kind], namespace: 'shop', body, fieldValidation: 'Strict' })
}

describe('what has nothing in it is there while the request is at work, and gone in the answer', () => {
  test('labels and finalizers', () => {
    const { object } = create('ConfigMap', { metadata: { name: 'x', labels: {}, finalizers: [] }, data: {} })
    expect(object).not.toHaveProperty('data')
    expect(object?.metadata).not.toHaveProperty('labels')
    expect(object?.metadata).not.toHaveProperty('finalizers')
  })

  test('claims at the level of a pod may not be named, not even none of them', () => {
    const spec = { containers: [{ name: 'a', image: 'a:1' }], resources: { claims: [] } }
    expect(create('Pod', { spec }).status?.details?.causes).toEqual([
      {
        reason: 'FieldValueForbidden',
        field: 'spec.resources.claims',
        message: 'Forbidden: claims may not be set for Resources at pod-level',
      },
    ])
  })
})

test('10^21 is shown as 1, and still more than 2', () => {
  const { status } = create('LimitRange', {
    spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1000000000000000000000' } }] },
  })
  expect(status?.message).toContain('min value 1 is greater than max value 2')
})

test.each([
  ['bits that belong to no byte are zero', 'YR==', 'YQ=='],
  ['a list of numbers is bytes', [97], 'YQ=='],
])('base64: %s', (_story, sent, written) => {
  expect(create('Secret', { data: { a: sent as Json } }).object).toHaveProperty('data', { a: written })
})
