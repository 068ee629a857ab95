import { expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const GROUP = 'resource.k8s.io'
const store = new Store()
store.put('', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', admission: false })

const create = (kind: string, resource: string, namespace: string, spec: JsonObject) =>
  server.create({
    resource: { group: GROUP, version: 'v1', resource, kind, namespaced: namespace !== '' },
    namespace,
    body: { apiVersion: `${GROUP}/v1`, kind, metadata: { name: 'x' }, spec },
    fieldValidation: 'Strict',
  })

const causes = (answer: ReturnType<typeof create>): string[] =>
  (answer.status?.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)

const claim = (exactly: JsonObject, more: JsonObject = {}): string[] =>
  causes(
    create('ResourceClaim', 'resourceclaims', 'shop', {
      devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com', ...exactly } }], ...more },
    }),
  )

const EXPRESSION = 'spec.devices.requests[0].exactly.selectors[0].cel.expression'
const selecting = (expression: string): string[] => claim({ selectors: [{ cel: { expression } }] })

test('one device of a class is all that a claim needs to say', () => {
  expect(claim({})).toEqual([])
})

test('a selector is about a device, and ends in a truth', () => {
  expect(selecting("device.attributes['gpu.example.com'].model == 'a100'")).toEqual([])
  expect(selecting("cel.bind(memory, device.capacity['x.com'].memory, memory.isGreaterThan(quantity('1Gi')))")).toEqual(
    [],
  )
  expect(selecting('device.driver')).toEqual([
    `${EXPRESSION}: Invalid value: "device.driver": must evaluate to bool or the unknown type, not string`,
  ])
})

test('a selector that could take for ever is refused', () => {
  const nested = 'device.attributes.all(a, device.attributes.all(b, device.attributes.all(c, device.attributes.all(d, '
  expect(selecting(`${nested}a + b + c + d == device.driver))))`)).toEqual([
    `${EXPRESSION}: Forbidden: too complex, exceeds cost limit`,
  ])
})

test('constraints speak of requests of the claim', () => {
  const constraints = [{ requests: ['cpu'], matchAttribute: 'example.com/numa' }]
  expect(claim({}, { constraints })).toEqual([
    'spec.devices.constraints[0].requests[0]: Invalid value: "cpu": must be the name of a request in the claim or the name of a request and a subrequest separated by \'/\'',
  ])
})

test('access to devices in use is for namespaces that say so', () => {
  expect(claim({ adminAccess: true })).toEqual([
    'spec.devices.requests[0].adminAccess: Forbidden: admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace',
  ])
})

test('shares of a device follow its policy', () => {
  const requestPolicy = { default: '3Gi', validRange: { min: '1Gi', max: '8Gi', step: '2Gi' } }
  const slice = create('ResourceSlice', 'resourceslices', '', {
    driver: 'gpu.example.com',
    pool: { name: 'p', resourceSliceCount: 1 },
    allNodes: true,
    devices: [{ name: 'gpu-0', allowMultipleAllocations: true, capacity: { memory: { value: '8Gi', requestPolicy } } }],
  })
  const step = 'spec.devices[0].capacity[memory].requestPolicy.validRange.step'
  expect(causes(slice)).toEqual([
    `${step}: Invalid value: "8Gi": value is not a multiple of a given step (2Gi) from (1Gi)`,
  ])
})

test('what is handed out of a capacity fits into it', () => {
  const device = {
    name: 'd',
    allowMultipleAllocations: true,
    capacity: {
      memory: { value: '10Gi', requestPolicy: { default: '2Gi', validRange: { min: '20Gi', max: '1Gi' } } },
    },
  }
  const answer = create('ResourceSlice', 'resourceslices', '', {
    driver: 'gpu.example.com',
    nodeName: 'node-1',
    pool: { name: 'node-1', resourceSliceCount: 1 },
    devices: [device],
  })
  const range = 'spec.devices[0].capacity[memory].requestPolicy.validRange'
  expect(causes(answer)).toEqual([
    `${range}.min: Invalid value: "20Gi": min is larger than capacity value: 10Gi`,
    `${range}.min: Invalid value: "2Gi": default is less than min: 20Gi`,
    `${range}.max: Invalid value: "20Gi": min is larger than max: 1Gi`,
    `${range}.max: Invalid value: "2Gi": default is more than max: 1Gi`,
  ])
})

test('what is given out for administration is for namespaces that say so', () => {
  const request = { name: 'gpu', exactly: { deviceClassName: 'a.b', allocationMode: 'ExactCount', count: 1 } }
  const held = {
    apiVersion: `${GROUP}/v1`,
    kind: 'ResourceClaim',
    metadata: { name: 'x', namespace: 'shop', uid: 'u', resourceVersion: '1' },
    spec: { devices: { requests: [request] } },
  }
  store.put(GROUP, held)
  const device = { request: 'gpu', driver: 'a.b', pool: 'p', device: 'd' }
  const results = [
    { ...device, shareID: '00000000-0000-4000-8000-000000000000' },
    { ...device, adminAccess: true, shareID: 'x0000000-0000-4000-8000-0000000000000}' },
  ]
  const answer = server.update({
    resource: { group: GROUP, version: 'v1', resource: 'resourceclaims', kind: 'ResourceClaim', namespaced: true },
    namespace: 'shop',
    name: 'x',
    body: { ...held, status: { allocation: { devices: { results } } } },
    subresource: 'status',
  })
  const at = 'status.allocation.devices.results[1]'
  expect(causes(answer)).toEqual([
    `${at}.adminAccess: Forbidden: admin access to devices requires the \`resource.kubernetes.io/admin-access: true\` label on the containing namespace`,
    `${at}.shareID: Invalid value: "x0000000-0000-4000-8000-0000000000000}": error validating uid: invalid bracketed UUID format`,
  ])
})
