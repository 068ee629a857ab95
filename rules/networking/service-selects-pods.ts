import { unselected } from '../../src/lint/cluster/missing.ts'
import { podsBehind, selectorOf } from '../../src/lint/cluster/services.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'service-selects-pods',
  severity: 'warning',
  summary: 'A Service selects pods that somebody runs.',
  why: 'A Service without pods refuses every connection, and nothing says why.',
  instead: 'Make the selector match the labels of the pod template.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['dangling-service'],
    'kube-score': ['service-targets-pod'],
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: «{ app: website }», ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1 }] } } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            metadata: { labels: { app: web, version: "1" } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: outside }
        spec: { type: ExternalName, externalName: example.com }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: by-hand }
        spec: { ports: [{ port: 80 }] }`,
      // A template that is being written.
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec: { template: { metadata: { labels: { app: web } } } }`,
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: ReplicationController
        metadata: { name: web }
        spec: { selector: { app: web } }`,
    ],
  },
  on: ['Service'],
  *check(service, cluster) {
    const selector = selectorOf(service)
    if (!selector || service.get('spec', 'type').text === 'ExternalName') return
    if (podsBehind(service, cluster).length > 0) return
    const elsewhere = cluster
      .podsWithAnywhere(selector)
      .find(({ namespace }) => namespace !== service.namespace)?.object
    yield {
      at: service.get('spec', 'selector'),
      message: `${service} selects no pods`,
      ...unselected(cluster, service.namespace),
      ...(elsewhere && { related: [{ at: elsewhere, message: `${elsewhere} is in another namespace` }] }),
    }
  },
})
