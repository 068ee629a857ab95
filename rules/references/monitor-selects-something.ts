import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import { selectorAt } from '../../src/lint/cluster/guards.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { matchesSelector } from '../../src/resource/labels.ts'

export default rule({
  name: 'monitor-selects-something',
  severity: 'warning',
  summary: 'A ServiceMonitor selects Services with the ports it names, a PodMonitor pods.',
  why: 'Metrics that nobody scrapes are missed on the day they are needed.',
  instead: 'Make the selector match the labels of the Service (not of its pods), and name one of its ports.',
  profiles: ['recommended', 'strict'],
  elsewhere: { 'kube-linter': ['dangling-servicemonitor'] },
  examples: {
    bad: [
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: web }
        spec: { selector: «{ matchLabels: { app: website } }», endpoints: [{ port: metrics }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, labels: { app: web } }
        spec: { ports: [{ name: metrics, port: 9090 }] }`,
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: web }
        spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: «metrics» }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, labels: { app: web } }
        spec: { ports: [{ name: http, port: 80 }] }`,
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: «web» }
        spec: { namespaceSelector: { matchNames: [shop] }, endpoints: [{ port: metrics }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: website, labels: { app: web } }
        spec: { ports: [{ name: metrics, port: 9090 }] }`,
    ],
    good: [
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: web, namespace: monitoring }
        spec: { namespaceSelector: { any: true }, selector: { matchLabels: { app: web } }, endpoints: [{ port: metrics }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, labels: { app: web } }
        spec: { ports: [{ name: metrics, port: 9090 }] }
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: { name: job }
        spec: { selector: { matchLabels: { app: job } } }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: job, labels: { app: job } }
        spec: { containers: [{ name: job, image: job:1 }] }`,
      // It may well be applied to the namespace of the Service.
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: web }
        spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: metrics }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { ports: [{ name: metrics, port: 9090 }] }`,
    ],
  },
  on: ['ServiceMonitor.monitoring.coreos.com', 'PodMonitor.monitoring.coreos.com'],
  *check(monitor, cluster) {
    const field = monitor.get('spec', 'selector')
    const selector = selectorAt(field) ?? (field.exists ? undefined : EVERYTHING)
    if (!selector) return
    const at = field.exists ? field : monitor
    if (monitor.kind.startsWith('PodMonitor')) {
      const seen = reach(monitor, cluster).some(namespace => cluster.podsSelected(selector, namespace).length > 0)
      if (!seen) yield { at, message: `${monitor} selects no pods` }
      return
    }
    const services = selected(monitor, cluster).filter(({ labels }) => matchesSelector(selector, labels))
    if (services.length === 0) yield { at, message: `${monitor} selects no Services` }
    for (const endpoint of services.length > 0 ? monitor.get('spec', 'endpoints').items : []) {
      const port = endpoint.get('port')
      if (!port.text || services.some(service => named(service, port.text!))) continue
      yield {
        at: port,
        message: `${monitor} scrapes port ${port.text}, which ${services[0]} does not have`,
        related: [{ at: services[0]!, message: `${services[0]}` }],
      }
    }
  },
})

const selected = (monitor: LintObject, cluster: Cluster): LintObject[] =>
  reach(monitor, cluster).flatMap(namespace => cluster.once(servicesByNamespace).get(namespace) ?? [])

function servicesByNamespace(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const service of cluster.all('Service')) push(index, service.namespace, service)
  return index
}

const EVERYTHING = { matchLabels: {}, matchExpressions: [] }

/** The namespaces that a monitor looks at: its own, which whoever applies it chooses if it names none. */
function reach(monitor: LintObject, cluster: Cluster): readonly string[] {
  const wanted = monitor.get('spec', 'namespaceSelector')
  if (wanted.get('any').isTrue) return cluster.once(namespaces)
  const names = wanted.get('matchNames').texts
  if (names.length > 0) return names
  return monitor.get('metadata', 'namespace').exists ? [monitor.namespace] : cluster.once(namespaces)
}

const namespaces = ({ objects }: Cluster): readonly string[] => [...new Set(objects.map(({ namespace }) => namespace))]

const named = (service: LintObject, name: string): boolean =>
  service.get('spec', 'ports').items.some(port => port.get('name').text === name)
