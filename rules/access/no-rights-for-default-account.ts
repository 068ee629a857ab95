import { BINDINGS } from '../../src/lint/cluster/access.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-rights-for-default-account',
  severity: 'warning',
  summary: 'The default service account has no rights.',
  why: 'Every pod that names no account of its own gets them.',
  instead: 'Make a ServiceAccount for what needs the rights.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    checkov: ['CKV_K8S_42'],
    kubescape: ['C-0189'],
    CIS: ['5.1.5'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: «default», namespace: shop }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }
          - { apiGroup: rbac.authorization.k8s.io, kind: User, name: 'default' }`,
    ],
  },
  on: BINDINGS,
  *check(binding) {
    for (const subject of binding.get('subjects').items) {
      const at = subject.get('name')
      if (at.text !== 'default' || subject.get('kind').text !== 'ServiceAccount') continue
      const namespace = subject.get('namespace').text || binding.namespace
      const role = binding.get('roleRef', 'name').text
      yield { at, message: `${binding} gives ${role} to every pod of ${namespace} without an account of its own` }
    }
  },
})
