import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import { givenByLimitRange } from '../../src/lint/cluster/limit-ranges.ts'
import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'pods-say-what-quota-counts',
  severity: 'error',
  summary: 'Where a ResourceQuota counts requests or limits, every container says its own.',
  why: 'The API server refuses pods that leave out what a quota counts: the workload is there and never has a pod.',
  instead: 'Say it in the container, or add a LimitRange with a default.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ResourceQuota
        metadata: { name: all, namespace: shop }
        spec: { hard: { limits.memory: 10Gi, requests.cpu: "4", pods: "10" } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: «web», image: web:1, resources: { requests: { cpu: 100m } } }] }`,
    ],
    good: [
      // A quota of some pods only may not be about these.
      yaml`
        apiVersion: v1
        kind: ResourceQuota
        metadata: { name: all, namespace: shop }
        spec: { hard: { cpu: "10", pods: "10" } }
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: { name: best-effort, namespace: test }
        spec: { hard: { limits.memory: 10Gi }, scopes: [Terminating] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 100m } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: test }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    const counted = cluster.once(byNamespace).get(container.pods.namespace)
    if (!counted || container.list === 'ephemeralContainers' || container.pods.spec.get('resources').map) return
    for (const { what, resource, at } of counted) {
      if (container.get('resources', what, resource).exists) continue
      if (what === 'requests' && container.get('resources', 'limits', resource).exists) continue
      if (givenByLimitRange(container, what, resource, cluster)) continue
      const lacking = what === 'limits' ? `has no limit for ${resource}` : `does not request ${resource}`
      yield {
        at: container.here,
        message: `The ${container} ${lacking}, which ${at.object} counts: its pods are refused`,
        related: [{ at, message: 'It is counted here' }],
      }
    }
  },
})

interface Counted {
  readonly what: 'requests' | 'limits'
  readonly resource: string
  readonly at: Field
}

const COUNTED = new Set(['cpu', 'memory', 'ephemeral-storage'])

function byNamespace(cluster: Cluster): Map<string, Counted[]> {
  const index = new Map<string, Counted[]>()
  for (const quota of cluster.all('ResourceQuota')) {
    if (quota.get('spec', 'scopes').items.length > 0 || quota.get('spec', 'scopeSelector').map) continue
    for (const [name, at] of quota.get('spec', 'hard').entries) {
      const [first, ...more] = name.split('.')
      const what = first === 'limits' ? 'limits' : 'requests'
      const resource = first === 'limits' || first === 'requests' ? more.join('.') : name
      // Storage on the node need not be said by every container.
      if (COUNTED.has(resource) && resource !== 'ephemeral-storage')
        push(index, quota.namespace, { what, resource, at })
    }
  }
  return index
}
