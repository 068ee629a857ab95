import { expect, test } from 'vitest'
import type { Json } from '../../resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../resource/object.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Response } from '../response.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

const NOW = '2026-01-01T00:00:00Z'

/** A shop with the objects given, and what the server answers when another is created in it. */
function create(
  objects: readonly KubeObject[],
  object: Json & { apiVersion: string; kind: string },
  minor = 36,
): Response {
  const store = new Store()
  const base: KubeObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } },
  ]
  for (const each of [...base, ...objects]) store.put(parseApiVersion(each.apiVersion).group, each)
  const known = catalog(minor).kind(object.apiVersion, object.kind)!
  const { group, version, kind, plural, namespaced } = known
  const resource = { group, version, kind, resource: plural, namespaced }
  return new ApiServer(store, { minor, now: NOW }).create({ resource, namespace: 'shop', body: object })
}

const said = ({ status }: Response): string | undefined => status?.message

const pod = (resources: Json = {}): Json & { apiVersion: string; kind: string } => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'app', image: 'app:1', resources }] },
})

const limits = (...items: object[]): KubeObject =>
  Object.assign(
    { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'shop' } },
    {
      spec: { limits: items },
    },
  )

const quota = (hard: Record<string, string>, used: Record<string, string>, spec: object = {}): KubeObject =>
  Object.assign(
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'budget', namespace: 'shop' } },
    {
      spec: { hard, ...spec },
      status: { hard, used },
    },
  )

test('a container without requests gets those of its namespace, and the pod says so', () => {
  const answer = create([limits({ type: 'Container', defaultRequest: { cpu: '100m' } })], pod())
  expect(answer.object?.metadata.annotations).toEqual({
    'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container app',
  })
})

test.each([
  [
    'too small',
    { min: { cpu: '50m' } },
    { requests: { cpu: '10m' } },
    'minimum cpu usage per Container is 50m, but request is 10m',
  ],
  [
    'too large',
    { max: { memory: '1Gi' } },
    { limits: { memory: '2Gi' } },
    'maximum memory usage per Container is 1Gi, but limit is 2Gi',
  ],
  ['silent', { min: { cpu: '50m' } }, {}, 'minimum cpu usage per Container is 50m.  No request is specified'],
  [
    'of three times what it asks for',
    { maxLimitRequestRatio: { cpu: '2' } },
    { requests: { cpu: '100m' }, limits: { cpu: '300m' } },
    'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
  ],
])('a container that is %s is refused', (_, rule, resources, why) => {
  expect(said(create([limits({ type: 'Container', ...rule })], pod(resources)))).toBe(`pods "web" is forbidden: ${why}`)
})

test.each([
  ['the last pod fits', quota({ pods: '4' }, { pods: '3' }), {}, undefined],
  [
    'one pod too many',
    quota({ pods: '4' }, { pods: '4' }),
    {},
    'exceeded quota: budget, requested: pods=1, used: pods=4, limited: pods=4',
  ],
  [
    'who counts memory wants to hear of it',
    quota({ 'limits.memory': '1Gi' }, { 'limits.memory': '0' }),
    {},
    'failed quota: budget: must specify limits.memory for: app',
  ],
  [
    'best effort alone is counted',
    quota({ pods: '0' }, { pods: '0' }, { scopes: ['BestEffort'] }),
    { requests: { cpu: '1' } },
    undefined,
  ],
])('quota: %s', (_, budget, resources, why) => {
  expect(said(create([budget], pod(resources)))).toBe(why && `pods "web" is forbidden: ${why}`)
})

const GROUP = 'admissionregistration.k8s.io'
const policy = (kind: string, spec: object): KubeObject[] => [
  Object.assign(
    { apiVersion: `${GROUP}/v1`, kind, metadata: { name: 'p' } },
    {
      spec: {
        matchConstraints: {
          resourceRules: [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] }],
        },
        ...spec,
      },
    },
  ),
  Object.assign(
    { apiVersion: `${GROUP}/v1`, kind: `${kind}Binding`, metadata: { name: 'b' } },
    {
      spec: { policyName: 'p', validationActions: ['Deny'] },
    },
  ),
]

const settings = (data: Record<string, string>): Json & { apiVersion: string; kind: string } => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
})

test('a policy denies in its own words', () => {
  const policies = policy('ValidatingAdmissionPolicy', {
    variables: [{ name: 'keys', expression: "object.data.map(k, k).join(',')" }],
    validations: [
      { expression: "!('a' in object.data)", messageExpression: "'not ' + variables.keys", reason: 'Forbidden' },
    ],
  })
  const { status } = create(policies, settings({ a: '1', b: '2' }))
  expect(status?.code).toBe(403)
  expect(status?.message).toBe(
    `configmaps "settings" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: not a,b`,
  )
  expect(create(policies, settings({ b: '2' })).code).toBe(201)
  expect(create(policies, settings({ a: '1' }), 29).code).toBe(201)
})

test.each([
  ['ApplyConfiguration', 'applyConfiguration', "Object{data: {'added': 'yes'}}", { a: '1', added: 'yes' }],
  ['JSONPatch', 'jsonPatch', "[JSONPatch{op: 'remove', path: '/data/a'}]", {}],
  [
    'JSONPatch',
    'jsonPatch',
    "[JSONPatch{op: 'test', path: '/data/a', value: '2'}, JSONPatch{op: 'remove', path: '/data/a'}]",
    { a: '1' },
  ],
])('a policy of %s changes what is written: %s %s', (patchType, field, expression, data) => {
  const policies = policy('MutatingAdmissionPolicy', {
    mutations: [{ patchType, [field]: { expression } }],
    reinvocationPolicy: 'Never',
  })
  const { object } = create(policies, settings({ a: '1' }))
  expect({ ...Object(object).data }).toEqual(data)
})
