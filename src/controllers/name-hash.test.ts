import { expect, test } from 'vitest'
import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import { isObject } from '../resource/json.ts'
import { fnv32, fnv32a, goJson, safeEncode, templateHash } from './name-hash.ts'

test('FNV as Go has it', () => {
  expect([fnv32('a'), fnv32('foobar')]).toEqual([0x050c5d7e, 0x31f0b262])
  expect([fnv32a('a'), fnv32a('foobar')]).toEqual([0xe40c292c, 0xbf9cf968])
})

test('a hash is spelt without vowels', () => expect(safeEncode('2166136261')).toBe('65bb57b6b5'))

test('JSON is written with sorted keys and without angle brackets', () =>
  expect(goJson({ b: [1, null], a: '<&>', c: undefined })).toBe('{"a":"\\u003c\\u0026\\u003e","b":[1,null]}'))

/**
 * `kubectl create deployment nginx --image=nginx`, as the transcripts of so many tutorials show it: of a template with
 * nothing but defaults, every release that changes a struct makes another name.
 */
test.each([
  [14, '65f88748fd'],
  [15, '554b9c67f9'],
  [16, '86c57db685'],
  [17, '86c57db685'],
  [18, 'f89759699'],
  [19, '6799fc88d8'],
  [22, '6799fc88d8'],
  [23, '85b98978db'],
  [25, '76d6c9b8c'],
  [26, '748c667d99'],
  [27, '77b4fdf86c'],
  [28, '7854ff8877'],
  [29, '7854ff8877'],
  [30, 'bf5d5cf98'],
  [31, '676b6c5bbc'],
  [32, '5869d7778c'],
  [34, '66686b6766'],
  [35, '56c45fd5ff'],
] as const)('the first Deployment of many in 1.%i is nginx-%s', (minor, hash) => {
  const server = new ApiServer(new Store(), { minor, now: '2026-01-01T00:00:00Z', admission: false })
  const template = { metadata: { labels: { app: 'nginx' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } }
  const { object } = server.create({
    resource: { group: 'apps', version: 'v1', resource: 'deployments', kind: 'Deployment', namespaced: true },
    namespace: 'default',
    fieldValidation: 'Strict',
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'nginx' },
      spec: { selector: { matchLabels: { app: 'nginx' } }, template },
    },
  })
  const spec = object && 'spec' in object && isObject(object.spec) ? object.spec : {}
  expect(isObject(spec['template']) && templateHash(spec['template'], minor, undefined)).toBe(hash)
})
