import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Response } from './response.ts'
import { ApiServer } from './server.ts'
import { Store } from './store.ts'

const resource = { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', namespaced: true }

function server(...objects: KubeObject[]): ApiServer {
  const store = new Store()
  for (const object of objects) store.put('', { ...object, metadata: { ...object.metadata, resourceVersion: '1' } })
  return new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true })
}

const apply = (live: KubeObject | undefined, manager: string, data: JsonObject, force = false): Response =>
  server(...(live ? [live] : [])).applyOnServer({
    resource,
    namespace: 'shop',
    name: 'settings',
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data },
    manager,
    force,
  })

const owners = ({ object }: Response): unknown =>
  object?.metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1])

describe('server-side apply', () => {
  const first = apply(undefined, 'alice', { colour: 'red', size: '1' })

  test('remembers who set what', () => {
    expect(first.code).toBe(201)
    expect(owners(first)).toEqual([['alice', { 'f:data': { 'f:colour': {}, 'f:size': {} } }]])
  })

  test('refuses to take a value from another, unless forced', () => {
    expect(apply(first.object, 'bob', { colour: 'blue' }).status).toMatchObject({
      code: 409,
      message: 'Apply failed with 1 conflict: conflict with "alice": .data.colour',
    })
    const forced = apply(first.object, 'bob', { colour: 'blue' }, true)
    expect(owners(forced)).toEqual([
      ['alice', { 'f:data': { 'f:size': {} } }],
      ['bob', { 'f:data': { 'f:colour': {} } }],
    ])
  })

  test('removes what is no longer applied, and keeps what another has too', () => {
    const shared = apply(first.object, 'bob', { colour: 'red' })
    const less = apply(shared.object, 'alice', { size: '1' })
    expect(less.object).toMatchObject({ data: { colour: 'red', size: '1' } })
    expect(owners(less)).toEqual([
      ['alice', { 'f:data': { 'f:size': {} } }],
      ['bob', { 'f:data': { 'f:colour': {} } }],
    ])
  })
})
