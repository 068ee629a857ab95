import { expect, test } from 'vitest'
import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { ApiServer } from '../../../server.ts'
import { Store } from '../../../store.ts'

const SERVICES = { group: '', version: 'v1', resource: 'services', kind: 'Service', namespaced: true }

/** Puts Services to a server, one after another; the answer to the last. */
function put(
  specs: readonly ServiceSpec[],
  { minor = 36 as const, dryRun = false }: { minor?: 20 | 36; dryRun?: boolean } = {},
) {
  const store = new Store()
  const server = new ApiServer(store, { minor, now: '2026-01-01T00:00:00Z', openWorld: true })
  return specs
    .map((spec, index) => {
      const body = { apiVersion: 'v1', kind: 'Service', metadata: { name: `s${index}` }, spec: { ...spec } }
      const response = server.create({
        resource: SERVICES,
        namespace: 'shop',
        body: JSON.parse(JSON.stringify(body)),
        dryRun,
      })
      if (response.object) store.put('', response.object)
      return response
    })
    .at(-1)
}

const open = (nodePort?: number, more: ServiceSpec = {}): ServiceSpec => ({
  type: 'NodePort',
  ports: [{ port: 80, ...(nodePort ? { nodePort } : {}) }],
  ...more,
})
const said = (answer: ReturnType<typeof put>) => answer?.status?.message

test('a port of the nodes is given once, whatever the protocol', () => {
  const udp = { ports: [{ port: 53, protocol: 'UDP', nodePort: 30_080 }] }
  for (const minor of [20, 36] as const) {
    expect(said(put([open(30_080), open(30_080, udp)], { minor }))).toBe(
      'Service "s1" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    )
    expect(put([open(30_080), open(30_081, udp), open()], { minor })?.code).toBe(201)
  }
})

test('a port out of the range is refused, unless the run is a dry one', () => {
  expect(said(put([open(80)]))).toContain(
    'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
  )
  expect(put([open(80)], { dryRun: true })?.code).toBe(201)
})

test('ports of one Service with the same number share what one of them asks for', () => {
  const ports = [
    { name: 'udp', port: 53, protocol: 'UDP' },
    { name: 'tcp', port: 53, protocol: 'TCP', nodePort: 30_053 },
  ]
  const stored = put([{ type: 'NodePort', ports }])?.object as { spec?: ServiceSpec } | undefined
  expect(stored?.spec?.ports?.map(({ nodePort }) => nodePort)).toEqual([30_053, 30_053])
})

test('an address is given once', () => {
  const at = (clusterIP: string): ServiceSpec => ({ clusterIP, ports: [{ port: 80 }] })
  expect(said(put([at('10.96.0.10'), at('10.96.0.10')]))).toBe(
    'Service "s1" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
  )
  expect(put([at('None'), at('None')])?.code).toBe(201)
})

test('a port for health checks that somebody has is an error of the server', () => {
  const balanced: ServiceSpec = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30_080,
    ports: [{ port: 80 }],
  }
  expect(put([open(30_080), balanced])).toMatchObject({
    status: {
      code: 500,
      message:
        'Internal error occurred: failed to allocate requested HealthCheck NodePort 30080: provided port is already allocated',
    },
  })
})
