import { expect, test } from 'vitest'
import { isObject } from '../../../resource/json.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'
import { capped } from './cap.ts'
import { FieldSet } from './field-set.ts'
import type { Manager } from './managers.ts'

const resource = { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', namespaced: true }
const configMap = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'shop', resourceVersion: '1' },
  data,
})

/** Who wrote what, one after the other, and who owns what then. */
function story(...writes: [string | undefined, Record<string, string>][]): string[] {
  const store = new Store()
  let minute = 0
  for (const [manager, data] of writes) {
    const server = new ApiServer(store, { minor: 36, now: `2026-01-01T00:0${minute++}:00Z`, openWorld: true })
    const request = { resource, namespace: 'shop', body: configMap(data), ...(manager ? { manager } : {}) }
    const first = store.get('', 'ConfigMap', 'shop', 'web') === undefined
    const { object } = first ? server.create(request) : server.update({ ...request, name: 'web' })
    store.put('', { ...object!, metadata: { ...object!.metadata, resourceVersion: '1' } })
  }
  const owners = store.get('', 'ConfigMap', 'shop', 'web')?.metadata.managedFields ?? []
  return owners.map(({ manager, time, fieldsV1 }) => {
    const fields = isObject(fieldsV1) && isObject(fieldsV1['f:data']) ? Object.keys(fieldsV1['f:data']) : []
    return `${String(manager)} ${String(time).slice(14, 16)} ${fields.join(' ')}`
  })
}

test.each<[string, [string | undefined, Record<string, string>][], string[]]>([
  ['the first writer owns all', [['ann', { a: '1', b: '1' }]], ['ann 00 . f:a f:b']],
  [
    'who changes a value takes it over',
    [
      ['ann', { a: '1', b: '1' }],
      ['bob', { a: '1', b: '2' }],
    ],
    ['ann 00 . f:a', 'bob 01 f:b'],
  ],
  [
    'writing the same again changes nothing, not even the time',
    [
      ['ann', { a: '1' }],
      ['ann', { a: '1' }],
    ],
    ['ann 00 . f:a'],
  ],
  [
    'what is removed is owned by nobody',
    [
      ['ann', { a: '1', b: '1' }],
      ['bob', { b: '1' }],
    ],
    ['ann 00 . f:b'],
  ],
  ['nobody keeps book for the nameless', [[undefined, { a: '1' }]], []],
  [
    'nor starts with an object that was not kept book of',
    [
      [undefined, { a: '1' }],
      ['bob', { a: '2' }],
    ],
    [],
  ],
])('%s', (_story, writes, owners) => {
  expect(story(...writes)).toEqual(owners)
})

test('the oldest of more than ten become one', () => {
  const updaters = Array.from({ length: 12 }, (_, index): [string, Manager] => {
    const manager = `m${String(index).padStart(2, '0')}`
    const fields = FieldSet.parse({ [`f:${manager}`]: {} })
    const time = `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`
    return [
      `Update/${manager}/v1/`,
      { manager, operation: 'Update', apiVersion: 'v1', subresource: undefined, fields, time },
    ]
  })
  const left = [...capped(new Map(updaters)).values()]
  expect(left).toHaveLength(10)
  const ancient = left.find(({ manager }) => manager === 'ancient-changes')
  expect([...(ancient?.fields.members ?? [])]).toEqual(['f:m00', 'f:m01', 'f:m02'])
})
