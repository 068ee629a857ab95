import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { selectorAt } from '../../src/lint/cluster/guards.ts'
import { called } from '../../src/lint/cluster/missing.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { matchesSelector } from '../../src/resource/labels.ts'

export default rule({
  name: 'route-is-let-in',
  severity: 'warning',
  summary: 'A Gateway lets the routes in that hang on it, and Services of other namespaces let themselves be reached.',
  why: 'A listener takes routes of its own namespace unless it says otherwise, and a Service of another namespace needs a ReferenceGrant: the route is there and does nothing.',
  instead: 'Mend `sectionName`, set `allowedRoutes` on the listener, or add a ReferenceGrant beside the Service.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: infra }
        spec: { gatewayClassName: any, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop, namespace: shop }
        spec:
          parentRefs: [{ name: «edge», namespace: infra }]
          rules: [{ backendRefs: [{ name: «web», namespace: back, port: 80 }] }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: back }
        spec: { ports: [{ port: 80 }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: status, namespace: infra }
        spec: { parentRefs: [{ name: edge, sectionName: «https» }] }`,
    ],
    good: [
      yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: infra }
        spec:
          gatewayClassName: any
          listeners:
            - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
            - { name: own, port: 81, protocol: HTTP }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop, namespace: shop }
        spec:
          parentRefs: [{ name: edge, namespace: infra, sectionName: http }, { name: elsewhere }]
          rules: [{ backendRefs: [{ name: web, namespace: back, port: 80 }] }]
        ---
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata: { name: shop, namespace: back }
        spec:
          from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
          to: [{ group: '', kind: Service }]`,
    ],
  },
  on: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  *check(route, cluster) {
    for (const parent of route.get('spec', 'parentRefs').items) {
      const name = parent.get('name')
      if ((parent.get('kind').text ?? 'Gateway') !== 'Gateway' || !name.text) continue
      const gateways = cluster.named('Gateway', name.text, parent.get('namespace').text ?? route.namespace)
      const listeners = gateways.flatMap(gateway => gateway.get('spec', 'listeners').items)
      if (listeners.length === 0) continue
      const section = parent.get('sectionName')
      const meant = listeners.filter(listener => !section.text || listener.get('name').text === section.text)
      if (meant.length === 0) {
        const message = `${route} hangs on the listener ${section.text} of ${gateways[0]}, which has no such listener`
        yield { at: section, message }
      } else if (!meant.some(listener => letsIn(listener, route, cluster))) {
        const message = `${gateways[0]} does not take routes of the namespace ${route.namespace}, and ${route} hangs on it`
        yield { at: name, message, related: [{ at: meant[0]!, message: 'This listener does not' }] }
      }
    }
    for (const backend of route.get('spec', 'rules').items.flatMap(one => one.get('backendRefs').items)) {
      const [name, namespace] = [backend.get('name'), backend.get('namespace').text ?? route.namespace]
      if (namespace === route.namespace || backend.get('group').text || !name.text) continue
      // Of Services that are not there nobody knows what else is.
      if (!cluster.has('Service', name.text, namespace) || isGranted(route, name.text, namespace, cluster)) continue
      const message = `${route} leads to ${called('Service', name.text, namespace)}, and no ReferenceGrant there lets it`
      yield { at: name, message }
    }
  },
})

/** Without a word a listener takes the routes of its own namespace. */
function letsIn(listener: Field, route: LintObject, cluster: Cluster): boolean {
  const namespaces = listener.get('allowedRoutes', 'namespaces')
  const from = namespaces.get('from').text ?? 'Same'
  if (from === 'Same') return listener.object.namespace === route.namespace
  if (from !== 'Selector') return from === 'All'
  const [namespace] = cluster.named('Namespace', route.namespace)
  // What labels a namespace has that is not among the manifests, nobody knows.
  if (!namespace) return true
  const labels = { ...namespace.labels, 'kubernetes.io/metadata.name': namespace.name }
  return matchesSelector(selectorAt(namespaces.get('selector')), labels)
}

const isGranted = (route: LintObject, service: string, namespace: string, cluster: Cluster): boolean =>
  cluster
    .all('ReferenceGrant')
    .some(
      grant =>
        grant.namespace === namespace &&
        grant
          .get('spec', 'from')
          .items.some(from => from.get('kind').text === route.kind && from.get('namespace').text === route.namespace) &&
        grant
          .get('spec', 'to')
          .items.some(
            to => to.get('kind').text === 'Service' && (!to.get('name').text || to.get('name').text === service),
          ),
    )
