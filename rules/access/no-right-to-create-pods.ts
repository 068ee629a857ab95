import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-create-pods',
  severity: 'warning',
  summary: 'Roles do not create pods.',
  why: 'A pod can run as any service account of its namespace, and mount every Secret there.',
  instead: 'Leave that to the controllers of Kubernetes, or keep what creates pods in a namespace of its own.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['access-to-create-pods'],
    trivy: ['KSV-0048'],
    kubescape: ['C-0188'],
    CIS: ['5.1.4'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«pods»], verbs: [create, get] }
          - { apiGroups: [apps], resources: [«deployments»], verbs: [patch] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [pods, services], verbs: [get, list] }
          - { apiGroups: [apps], resources: [deployments/scale], verbs: [update] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  { group: '', resources: ['pods', 'replicationcontrollers', 'podtemplates'], verbs: ['create', 'update', 'patch'] },
  {
    group: 'apps',
    resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
    verbs: ['create', 'update', 'patch'],
  },
  { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
]
