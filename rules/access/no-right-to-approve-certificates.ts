import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-approve-certificates',
  severity: 'warning',
  summary: 'Roles do not approve certificates.',
  why: 'Who approves a request makes themselves anybody: a node, or an administrator whom nothing holds.',
  instead: 'Leave that to the controllers of Kubernetes.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['approve-signers-without-resource-names'],
    checkov: ['CKV_K8S_156'],
    kubescape: ['C-0280'],
    kyverno: ['restrict-clusterrole-csr'],
    CIS: ['5.1.11'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [certificates.k8s.io], resources: [«certificatesigningrequests/approval»], verbs: [update] }
          - { apiGroups: [certificates.k8s.io], resources: [«signers»], verbs: [approve] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create, get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  { group: 'certificates.k8s.io', resources: ['certificatesigningrequests/approval'], verbs: ['update', 'patch'] },
  { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve', 'sign'] },
]
