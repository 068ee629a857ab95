import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'namespace-has-limit-range',
  severity: 'note',
  summary: 'A Namespace has a LimitRange.',
  why: 'Containers that say nothing about what they need are given nothing, and are not limited either.',
  instead: 'Add a LimitRange with defaults for containers.',
  profiles: ['security'],
  elsewhere: { trivy: ['KSV-0039'], kyverno: ['add-ns-quota'], NSA: ['Resource policies'] },
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
        kind: LimitRange
        metadata: { name: all, namespace: shop }
        spec: { limits: [{ type: Container, default: { memory: 256Mi }, defaultRequest: { cpu: 100m } }] }
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
    yield { at: namespace, message: `Nothing says what containers in the namespace ${name} get that say nothing` }
  },
})

const limited = (cluster: Cluster): Set<string> => new Set(cluster.all('LimitRange').map(one => one.namespace))
