import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

const GROUP = 'apiextensions.k8s.io'
const DEFINITIONS = {
  group: GROUP,
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
}
const BOLTS = { group: 'x.example.com', version: 'v1', resource: 'bolts', kind: 'Bolt', namespaced: true }
const OPTIONS = { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true } as const

const definition = (spec: JsonObject): JsonObject => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'CustomResourceDefinition',
  metadata: { name: 'bolts.x.example.com' },
  spec: {
    group: 'x.example.com',
    scope: 'Namespaced',
    names: { plural: 'bolts', kind: 'Bolt' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
      },
    ],
  },
})

const define = (spec: JsonObject): string => {
  const server = new ApiServer(new Store(), OPTIONS)
  const { code, status } = server.create({ resource: DEFINITIONS, namespace: '', body: definition(spec) })
  return status?.details?.causes?.[0]?.message ?? `${code}`
}
const create = (schema: JsonObject, spec: Json): string => {
  const store = new Store()
  store.put(GROUP, definition(schema) as object as KubeObject)
  const body = { apiVersion: 'x.example.com/v1', kind: 'Bolt', metadata: { name: 'b' }, spec }
  const { code, status } = new ApiServer(store, OPTIONS).create({ resource: BOLTS, namespace: 'default', body })
  return status?.details?.causes?.at(-1)?.message ?? `${code}`
}

const text: JsonObject = { type: 'string' }
const times = (
  count: number,
  start: JsonObject,
  around: (inner: JsonObject, level: number) => JsonObject,
): JsonObject => {
  let schema = start
  for (let level = 0; level < count; level++) schema = around(schema, level)
  return schema
}
const ruled = (rule: string): JsonObject => ({
  type: 'object',
  properties: { s: text, l: { type: 'array', items: { type: 'integer' } } },
  'x-kubernetes-validations': [{ rule }],
})
const OVER = "'operation cancelled: actual cost limit exceeded'"
const numbers = Array.from({ length: 3000 }, (_, index) => index)

test.each<[story: string, ask: () => string, told: RegExp]>([
  ['objects in objects', () => define(times(400, text, a => ({ type: 'object', properties: { a } }))), /^201$/],
  ['lists in lists', () => define(times(400, text, items => ({ type: 'array', items }))), /^201$/],
  [
    'alternatives in alternatives, which all fail',
    () =>
      create(
        { ...text, ...times(60, { minLength: 5 }, (a, level) => (level % 2 ? { anyOf: [a] } : { oneOf: [a] })) },
        '',
      ),
    /should be at least 5 chars long/,
  ],
  [
    'refusals in refusals',
    () => create({ ...text, ...times(61, { minLength: 5 }, not => ({ not })) }, 'long enough'),
    /must not validate the schema \(not\)/,
  ],
  [
    'a list of thousands against choices of thousands',
    () => {
      const choices = Array.from({ length: 20_000 }, (_, index) => `v${index}`)
      return create(
        { type: 'object', properties: { l: { type: 'array', items: { ...text, enum: choices } } } },
        { l: choices },
      )
    },
    /^201$/,
  ],
  [
    'a pattern that backtracks elsewhere',
    () => create({ ...text, pattern: '^(a|a)*(a|a)*(a|aa)+$' }, `${'a'.repeat(50_000)}!`),
    /should match/,
  ],
  [
    'a pattern of repeats of repeats',
    () => define({ ...text, pattern: '((a{0,100}){0,100}){0,100}' }),
    /must be a valid regular expression/,
  ],
  [
    'a rule that visits all of all of all',
    () => create(ruled('self.l.all(a, self.l.all(b, self.l.all(c, a + b + c >= 0)))'), { l: numbers }),
    new RegExp(OVER),
  ],
  [
    'a text that doubles with each step',
    () =>
      create(
        ruled(
          `size(${Array.from({ length: 28 }).reduce<string>(inner => `[${inner}].map(x, x + x)[0]`, 'self.s')}) > 0`,
        ),
        { s: 'xxxxxxxxxx' },
      ),
    new RegExp(OVER),
  ],
  [
    'a text replaced by itself in itself',
    () =>
      create(ruled("self.s.replace('', self.s).replace('', self.s).replace('', self.s) != ''"), {
        s: 'x'.repeat(3000),
      }),
    new RegExp(OVER),
  ],
  ['a list of all numbers', () => create(ruled('lists.range(2000000000).size() > 0'), {}), /too long/],
  [
    'a rule in thousands of brackets',
    () => define(ruled(`${'('.repeat(20_000)}true${')'.repeat(20_000)}`)),
    /compilation failed/,
  ],
  [
    'a rule that no definition can pay',
    () => define(ruled('self.l.all(a, self.l.all(b, self.l.all(c, a == b || b == c)))')),
    /exceeds budget by factor of more than 100x/,
  ],
])('%s', (_story, ask, told) => {
  const start = performance.now()
  expect(ask()).toMatch(told)
  expect(performance.now() - start).toBeLessThan(5000)
})
