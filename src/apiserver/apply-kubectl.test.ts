import { expect, test } from 'vitest'
import { LAST_APPLIED } from './apply-client.ts'
import { serverSideMessages } from './kubectl-messages.ts'
import { ApiServer } from './server.ts'
import { Store } from './store.ts'

const resource = { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', namespaced: true }
const manifest = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'shop' },
  data,
})

/** A ConfigMap that kubectl applied from the client, as its book says. */
function clientSide(data: Record<string, string>, manager = 'kubectl-client-side-apply'): ApiServer {
  const store = new Store()
  const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true })
  const applied = manifest(data)
  const annotations = { [LAST_APPLIED]: `${JSON.stringify(applied)}\n` }
  const body = { ...applied, metadata: { ...applied.metadata, annotations } }
  const { object } = server.create({ resource, namespace: 'shop', body, manager })
  store.put('', { ...object!, metadata: { ...object!.metadata, resourceVersion: '1' } })
  return server
}

test('what was applied from the client is handed over, so that what is no longer in the manifest goes', () => {
  const server = clientSide({ a: '1', b: '1' })
  const body = manifest({ a: '1' })
  const applied = server.applyServerSide({ resource, namespace: 'shop', name: 'web', body })
  expect(applied.object).toMatchObject({ data: { a: '1' } })
  expect(applied.object?.metadata.managedFields?.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual([
    'kubectl Apply',
    'kubectl-last-applied Apply',
  ])
  expect(serverSideMessages(applied)).toBe('')
})

test("another's value is a conflict, and kubectl says what can be done", () => {
  const server = clientSide({ a: '1' })
  const body = manifest({ a: '2' })
  const applied = server.applyServerSide({ resource, namespace: 'shop', name: 'web', body, manager: 'gitops' })
  expect(applied.code).toBe(409)
  expect(serverSideMessages(applied).split('\n').slice(0, 2)).toEqual([
    'error: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1 at 2026-01-01T00:00:00Z: .data.a',
    'Please review the fields above--they currently have other managers. Here',
  ])
})
