import { called, missing } from '../../src/lint/cluster/missing.ts'
import { stringsOf } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import type { JsonObject } from '../../src/resource/json.ts'
import { type Labels, matchesLabels } from '../../src/resource/labels.ts'

export default rule({
  name: 'stateful-set-has-service',
  severity: 'warning',
  summary: 'The Service that a StatefulSet names is there, is headless, and selects its pods.',
  why: 'The DNS names of the pods (`db-0.db`) come from that Service: without it, members cannot find one another.',
  instead: 'Add a Service with `clusterIP: None` that selects the pods, and name it in `serviceName`.',
  profiles: ['recommended', 'strict'],
  elsewhere: { 'kube-score': ['statefulset-has-servicename'] },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          serviceName: «database»
          template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: db:1 }] } }`,
      yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          serviceName: «db»
          template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: db:1 }] } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db }
        spec: { selector: { app: db }, ports: [{ port: 5432 }] }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          serviceName: db
          template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: db:1 }] } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db }
        spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }`,
    ],
  },
  on: ['StatefulSet'],
  *check(set, cluster) {
    const field = set.get('spec', 'serviceName')
    const name = field.text
    if (!name || !set.pods) return
    const [service] = cluster.named('Service', name, set.namespace)
    if (!service) {
      const message = `${set} gets its DNS names from ${called('Service', name, set.namespace)}, which is not there`
      yield { at: field, message, ...missing(cluster) }
      return
    }
    const related = [{ at: service, message: `${service}` }]
    if (service.get('spec', 'clusterIP').text !== 'None') {
      yield { at: field, message: `${set} gets its DNS names from ${service}, which is not headless`, related }
    } else if (!selects(service.get('spec', 'selector').map, set.pods.labels)) {
      yield { at: field, message: `${set} gets its DNS names from ${service}, which does not select its pods`, related }
    }
  },
})

function selects(selector: JsonObject | undefined, labels: Labels): boolean {
  return selector !== undefined && matchesLabels(stringsOf(selector), labels)
}
