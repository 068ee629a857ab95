import { ROLES } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-wildcard-rights',
  severity: 'warning',
  summary: 'Roles name the verbs, resources and groups that they are about.',
  why: 'A `*` also means what does not exist yet: subresources, kinds and verbs that come with the next upgrade.',
  instead: 'Name what is needed.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['wildcard-in-rules'],
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    trivy: ['KSV-0045', 'KSV-0046', 'KSV-0112'],
    checkov: ['CKV_K8S_49'],
    kubescape: ['C-0187'],
    kyverno: ['restrict-wildcard-verbs', 'restrict-wildcard-resources'],
    CIS: ['5.1.3'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [«'*'»], resources: [«'*'»], verbs: [«'*'»] }
          - { nonResourceURLs: [«'*'»], verbs: [get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [pods, '*/scale'], verbs: [get] }
          - { nonResourceURLs: ['/metrics/*'], verbs: [get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    if (isKubernetesOwn(role)) return
    for (const rule of role.get('rules').items) {
      for (const field of ['apiGroups', 'resources', 'verbs', 'nonResourceURLs']) {
        for (const at of rule.get(field).items) {
          if (at.text === '*') yield { at, message: `${role} means all ${WORDS[field]} by *` }
        }
      }
    }
  },
})

const WORDS: Readonly<Record<string, string>> = {
  apiGroups: 'API groups',
  resources: 'resources',
  verbs: 'verbs',
  nonResourceURLs: 'URLs',
}
