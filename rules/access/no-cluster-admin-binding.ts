import { BINDINGS } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { isObject } from '../../src/resource/json.ts'

export default rule<{ allow: string[] }>({
  name: 'no-cluster-admin-binding',
  severity: 'warning',
  summary: 'Nobody is made cluster-admin.',
  why: 'Nothing holds cluster-admin: whoever gets at the account has every Secret, every node, every namespace.',
  instead: 'Bind a role with the rights that are needed.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['cluster-admin-role-binding'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole'],
    trivy: ['KSV-0111'],
    kubescape: ['C-0035', 'C-0185'],
    kyverno: ['restrict-binding-clusteradmin'],
    NSA: ['authorization'],
    CIS: ['5.1.1'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: ['system:masters'],
      description: 'Users, groups and service accounts that may be.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: «cluster-admin» }
        subjects:
          - { kind: ServiceAccount, name: deployer, namespace: shop }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: { name: ops, namespace: shop }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: «cluster-admin» }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: User, name: 'jane' }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: cluster-admin }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:masters' }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: deployer, namespace: shop }`,
    ],
  },
  on: BINDINGS,
  *check(binding) {
    if (isKubernetesOwn(binding)) return
    const at = binding.get('roleRef', 'name')
    if (at.text !== 'cluster-admin' || binding.get('roleRef', 'kind').text !== 'ClusterRole') return
    const others = binding
      .get('subjects')
      .items.map(({ value }) => value)
      .filter(isObject)
    const told = others
      .filter(({ name }) => !this.options.allow.includes(String(name)))
      .map(({ kind, name }) => `${kind} ${name}`)
    if (told.length === 0) return
    const isWide = binding.kind === 'ClusterRoleBinding'
    const what = isWide ? 'cluster-admin' : `administrator of everything in ${binding.namespace}`
    yield { at, message: `${binding} makes ${told.join(', ')} ${what}`, severity: isWide ? 'warning' : 'note' }
  },
})
