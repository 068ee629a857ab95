import { ingressBackends } from '../../src/lint/cluster/ingress-backends.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import { hasPort, portsText } from '../../src/lint/cluster/services.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'ingress-backend-exists',
  severity: 'warning',
  summary: 'An Ingress sends traffic to Services and ports that are there.',
  why: 'Requests for such a path are answered with 503.',
  instead: 'Name a Service of the same namespace, and one of its ports.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['dangling-ingress'],
    'kube-score': ['ingress-targets-service'],
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          defaultBackend: { service: { name: «landing», port: { number: 80 } } }
          rules:
            - host: shop.example
              http:
                paths:
                  - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: «8080» } } } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ name: http, port: 80 }] }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          rules:
            - http:
                paths:
                  - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
                  - { path: /assets, pathType: Prefix, backend: { resource: { kind: Bucket, name: assets } } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ name: http, port: 80 }] }`,
    ],
  },
  on: ['Ingress'],
  *check(ingress, cluster) {
    for (const { service: field, port } of ingressBackends(ingress)) {
      const name = field.text
      // The AWS controller reads actions, not ports, from annotations under such names.
      if (!name || port.text === 'use-annotation') continue
      const services = cluster.named('Service', name, ingress.namespace)
      const [service] = services
      if (!service) {
        const message = `${ingress} sends traffic to ${called('Service', name, ingress.namespace)}, which is not there`
        yield { at: field, message, ...missing(cluster) }
      } else if (port.scalar !== undefined && !services.some(one => hasPort(one, port.scalar!))) {
        yield {
          at: port,
          message: `${ingress} sends traffic to port ${port.scalar} of ${service}, which has no such port`,
          related: [{ at: service.get('spec', 'ports'), message: `${service} has ${portsText(service)}` }],
        }
      }
    }
  },
})
