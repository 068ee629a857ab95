import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-grant',
  severity: 'warning',
  summary: 'Roles do not write roles and bindings.',
  why: 'Who may write them hands out all rights that they have themselves, and with mistakes in the set-up more.',
  instead: 'Keep them in the repository, and let one deployer apply them.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052', 'KSV-0055'],
    checkov: ['CKV2_K8S_1'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [rbac.authorization.k8s.io], resources: [«rolebindings», «roles»], verbs: [create, get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [get, list] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  {
    group: 'rbac.authorization.k8s.io',
    resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
]
