import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'namespace-has-pod-security',
  severity: 'warning',
  summary: 'Every namespace says which Pod Security Standard it enforces.',
  why: 'Without the label anybody who may create pods there may create privileged ones.',
  instead: 'Set the label `pod-security.kubernetes.io/enforce`.',
  profiles: ['security'],
  elsewhere: {
    kubescape: ['C-0192'],
    kyverno: ['add-psa-labels'],
    NSA: ['pod-security'],
    CIS: ['5.2.1'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: «shop» }`,
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels: { pod-security.kubernetes.io/enforce: «privileged» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels: { pod-security.kubernetes.io/enforce: baseline }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: kube-system }`,
    ],
  },
  on: ['Namespace'],
  *check(namespace) {
    if (namespace.name.startsWith('kube-')) return
    const level = namespace.get('metadata', 'labels', LABEL)
    if (level.text === 'baseline' || level.text === 'restricted') return
    const fix = toSet(level, 'baseline', 'Enforce the level `baseline`', 'review')
    const at = level.exists ? level : namespace
    yield { at, message: `${namespace} enforces no Pod Security Standard`, ...(fix && { fix }) }
  },
})

const LABEL = 'pod-security.kubernetes.io/enforce'
