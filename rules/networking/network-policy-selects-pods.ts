import { unselected } from '../../src/lint/cluster/missing.ts'
import { isolatedBy } from '../../src/lint/cluster/policies.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'network-policy-selects-pods',
  severity: 'warning',
  summary: 'A NetworkPolicy selects pods that somebody runs.',
  why: 'A policy that selects nothing protects nothing, and looks as if it did.',
  instead: 'Make `podSelector` match the labels of the pod template.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['dangling-networkpolicy'],
    'kube-score': ['networkpolicy-targets-pod'],
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web }
        spec: { podSelector: «{ matchLabels: { app: website } }», ingress: [] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: nobody, namespace: empty }
        spec: { podSelector: {}, ingress: [] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web }
        spec: { podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] }, ingress: [] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: ['NetworkPolicy'],
  *check(policy, cluster) {
    const selector = policy.get('spec', 'podSelector')
    // An empty selector is for the pods to come as well.
    if (Object.keys(selector.map ?? {}).length === 0 || isolatedBy(policy, cluster).length > 0) return
    yield { at: selector, message: `${policy} selects no pods`, ...unselected(cluster, policy.namespace) }
  },
})
