import { expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../../resource/object.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          size: { type: 'integer' },
          color: { type: 'string', default: 'red' },
          parts: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: { name: { type: 'string' }, weight: { type: 'integer' } },
            },
          },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
}

const WIDGETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema }],
  },
}

const mutation = (patch: JsonObject): KubeObject[] => [
  Object.assign(
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: 'change' },
    },
    {
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'Never',
        matchConstraints: {
          matchPolicy: 'Equivalent',
          resourceRules: [
            { apiGroups: ['example.com'], apiVersions: ['*'], operations: ['CREATE'], resources: ['widgets'] },
          ],
        },
        mutations: [patch],
      },
    },
  ),
  Object.assign(
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: 'change' },
    },
    { spec: { policyName: 'change' } },
  ),
]

const configured = (expression: string) =>
  mutation({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } })
const patched = (expression: string) => mutation({ patchType: 'JSONPatch', jsonPatch: { expression } })

/** What becomes of a widget that comes by a policy. */
function widget(spec: JsonObject, policies: readonly KubeObject[]) {
  const store = new Store()
  for (const each of [WIDGETS, ...policies]) store.put(parseApiVersion(each.apiVersion).group, each)
  const resource = { group: 'example.com', version: 'v1', resource: 'widgets', kind: 'Widget', namespaced: true }
  const body = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec }
  const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true })
  const { object, status } = server.create({ resource, namespace: 'shop', body })
  return status?.message ?? (object && 'spec' in object ? object.spec : undefined)
}

test('a configuration is merged as the schema of the definition says', () => {
  const policies = configured(
    'Object{spec: Object.spec{size: 3, parts: [Object.spec.parts{name: "a", weight: 2}, Object.spec.parts{name: "b", weight: 1}]}}',
  )
  expect(widget({ size: 1, parts: [{ name: 'a', weight: 1 }] }, policies)).toEqual({
    size: 3,
    color: 'red',
    parts: [
      { name: 'a', weight: 2 },
      { name: 'b', weight: 1 },
    ],
  })
})

test('what the schema holds together is not for a configuration to change', () => {
  expect(widget({ tags: ['a'] }, configured('Object{spec: Object.spec{tags: ["b"]}}'))).toContain(
    'invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.tags',
  )
})

test.each([
  [
    'what the schema does not have',
    'Object{spec: Object.spec{length: 1}}',
    '.spec.length: field not declared in schema',
  ],
  [
    'a value of another type',
    'Object{spec: Object.spec{size: "big"}}',
    '.spec.size: expected numeric (int or float), got string',
  ],
])('a configuration cannot say %s', (_, expression, message) => {
  expect(widget({}, configured(expression))).toContain(`failed to convert patch object to typed object: ${message}`)
})

test('a patch is followed by defaults', () => {
  const policies = patched(
    '[JSONPatch{op: "remove", path: "/spec/color"}, JSONPatch{op: "add", path: "/spec/size", value: 5}]',
  )
  expect(widget({ color: 'blue' }, policies)).toEqual({ color: 'red', size: 5 })
})

test('what a policy makes of an object is validated', () => {
  expect(widget({}, patched('[JSONPatch{op: "add", path: "/spec/size", value: "big"}]'))).toContain(
    'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
  )
})
