import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-secrets',
  severity: 'warning',
  summary: 'Roles do not open Secrets.',
  why: 'Whoever may list Secrets reads them all, and those who may write them replace what others trust.',
  instead: 'Name the Secrets that are meant in `resourceNames`, or mount them.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['access-to-secrets', 'cluster-wide-secrets-access'],
    trivy: ['KSV-0041', 'KSV-0113'],
    checkov: ['CKV2_K8S_5'],
    kubescape: ['C-0015', 'C-0186'],
    kyverno: ['restrict-secret-role-verbs'],
    CIS: ['5.1.2'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [pods, «secrets»], verbs: [get, list] }
          - { apiGroups: ['*'], resources: [«secrets»], verbs: ['*'] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [secrets], resourceNames: [web], verbs: [get] }
          - { apiGroups: [''], resources: [configmaps], verbs: [get, list] }
          - { apiGroups: [example.com], resources: [secrets], verbs: [get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  {
    group: '',
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  },
]
