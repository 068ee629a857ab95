import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import { selectorOf } from '../../src/lint/cluster/services.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'service-selector-is-its-own',
  severity: 'note',
  summary: 'No two Services of a namespace select the same pods by the same labels.',
  why: 'Two names for one thing are sometimes meant, and more often a copy in which the selector was forgotten.',
  instead: 'Change the selector, or remove one of them.',
  profiles: [],
  elsewhere: { gatekeeper: ['K8sUniqueServiceSelector'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: «{ app: web }», ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api }
        spec: { selector: «{ app: web }», ports: [{ port: 80 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: db }
        spec: { selector: { app: db }, ports: [{ port: 5432 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db-members }
        spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }`,
    ],
  },
  on: ['Service'],
  *check(service, cluster) {
    const others = cluster.once(bySelector).get(keyOf(service)) ?? []
    const other = selectorOf(service) && others.find(one => one.name !== service.name)
    if (!other) return
    yield {
      at: service.get('spec', 'selector'),
      message: `${service} selects the same pods as ${other}`,
      related: [{ at: other, message: `${other}` }],
    }
  },
})

function bySelector(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const service of cluster.all('Service')) push(index, keyOf(service), service)
  return index
}

/** A headless Service beside another one is how StatefulSets are made. */
function keyOf(service: LintObject): string {
  const labels = Object.entries(selectorOf(service) ?? {}).map(([key, value]) => `${key}=${value}`)
  return `${service.namespace}\n${service.get('spec', 'clusterIP').text === 'None'}\n${labels.sort().join(',')}`
}
