import { called, missing } from '../../src/lint/cluster/missing.ts'
import { hasPort, portsText } from '../../src/lint/cluster/services.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'route-refers-to-what-exists',
  severity: 'warning',
  summary: 'A route of the Gateway API hangs on a Gateway and leads to Services that are there.',
  why: 'A route without its Gateway is served by nobody; one without its Service answers 500.',
  instead: 'Mend the name, the namespace or the port.',
  profiles: ['recommended', 'strict'],
  elsewhere: { monokle: ['KBP-reference'] },
  examples: {
    bad: [
      yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop }
        spec:
          parentRefs: [{ name: «edge» }]
          rules: [{ backendRefs: [{ name: web, port: «81» }, { name: «api», port: 80 }] }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }] }`,
    ],
    good: [
      yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop }
        spec:
          parentRefs: [{ name: edge, namespace: infra }]
          rules: [{ backendRefs: [{ name: web, port: 80 }, { group: example.com, kind: Bucket, name: assets }] }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: infra }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }] }`,
    ],
  },
  on: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  *check(route, cluster) {
    for (const parent of route.get('spec', 'parentRefs').items) {
      const kind = parent.get('kind').text ?? 'Gateway'
      const name = parent.get('name')
      const namespace = parent.get('namespace').text ?? route.namespace
      if (kind !== 'Gateway' || !name.text || cluster.has(kind, name.text, namespace)) continue
      const message = `${route} hangs on ${called(kind, name.text, namespace)}, which is not there`
      yield { at: name, message, ...missing(cluster) }
    }
    for (const backend of backendsOf(route)) {
      const name = backend.get('name')
      if ((backend.get('kind').text ?? 'Service') !== 'Service' || backend.get('group').text || !name.text) continue
      const namespace = backend.get('namespace').text ?? route.namespace
      const services = cluster.named('Service', name.text, namespace)
      const port = backend.get('port')
      if (services.length === 0) {
        const message = `${route} leads to ${called('Service', name.text, namespace)}, which is not there`
        yield { at: name, message, ...missing(cluster) }
      } else if (port.number !== undefined && !services.some(service => hasPort(service, port.number!))) {
        const [service] = services
        yield {
          at: port,
          message: `${route} leads to port ${port.number} of ${service}, which has no such port`,
          related: [{ at: service!.get('spec', 'ports'), message: `${service} has ${portsText(service!)}` }],
        }
      }
    }
  },
})

function backendsOf(route: LintObject): Field[] {
  return route
    .get('spec', 'rules')
    .items.flatMap(one => [
      ...one.get('backendRefs').items,
      ...one.get('filters').items.map(filter => filter.get('requestMirror', 'backendRef')),
    ])
}
