import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'namespace-has-quota',
  severity: 'note',
  summary: 'A Namespace has a ResourceQuota.',
  why: 'One team, or one loop, uses up the cluster for all others.',
  instead: 'Add a ResourceQuota for CPU, memory and the number of objects.',
  profiles: ['security'],
  elsewhere: { trivy: ['KSV-0040'], kyverno: ['add-ns-quota'], NSA: ['Resource policies'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: «shop» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop }
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: { name: all, namespace: shop }
        spec: { hard: { requests.cpu: "10", requests.memory: 20Gi, pods: "50" } }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: kube-system }`,
    ],
  },
  on: ['Namespace'],
  *check(namespace, cluster) {
    const { name } = namespace
    if (name.startsWith('kube-') || cluster.once(limited).has(name)) return
    yield { at: namespace, message: `Nothing limits what the namespace ${name} may use` }
  },
})

const limited = (cluster: Cluster): Set<string> => new Set(cluster.all('ResourceQuota').map(one => one.namespace))
