import { called, missing } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'service-account-exists',
  severity: 'warning',
  summary: 'The ServiceAccount of pods is there.',
  why: 'Without it no pod is created at all: the API server refuses every one of them.',
  instead: 'Add the ServiceAccount, or mend the name.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['non-existent-service-account'],
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { spec: { serviceAccountName: «web», containers: [{ name: web, image: web:1 }] } } }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { spec: { serviceAccountName: web, containers: [{ name: web, image: web:1 }] } } }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web, namespace: shop }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: plain }
        spec: { serviceAccountName: default, containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    const named = pods.spec.get('serviceAccountName')
    const field = named.text ? named : pods.spec.get('serviceAccount')
    const name = field.text
    if (!name || name === 'default' || cluster.has('ServiceAccount', name, pods.namespace)) return
    yield {
      at: field,
      message: `${pods} runs as ${called('ServiceAccount', name, pods.namespace)}, which is not there`,
      ...missing(cluster),
    }
  },
})
