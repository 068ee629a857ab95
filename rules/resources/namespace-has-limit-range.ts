import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'namespace-has-limit-range',
  severity: 'note',
  summary: 'A Namespace has a LimitRange, unless every container in it speaks for itself.',
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
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - name: web
              image: web:1
              resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 256Mi } }`,
    ],
  },
  on: ['Namespace'],
  *check(namespace, cluster) {
    const { name } = namespace
    if (name.startsWith('kube-') || cluster.once(limited).has(name)) return
    const containers = cluster.podsIn(name).flatMap(pods => pods.containers)
    if (containers.length > 0 && !containers.some(container => isSilent(container, cluster))) return
    yield { at: namespace, message: `Nothing says what containers in the namespace ${name} get that say nothing` }
  },
})

const isSilent = (container: Container, cluster: Cluster): boolean =>
  lacks(container, 'requests', 'cpu', cluster) ||
  lacks(container, 'requests', 'memory', cluster) ||
  lacks(container, 'limits', 'memory', cluster)

const limited = (cluster: Cluster): Set<string> => new Set(cluster.all('LimitRange').map(one => one.namespace))
