import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-hide-traces',
  severity: 'warning',
  summary: 'Roles do not take away logs and events.',
  why: 'They are how one finds out what somebody did.',
  instead: 'Remove the verbs.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0042'],
    kubescape: ['C-0031'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«events», «pods/log»], verbs: [delete, get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [events], verbs: [create, patch] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  { group: '', resources: ['events', 'pods/log'], verbs: ['delete', 'deletecollection', '*'] },
  { group: 'events.k8s.io', resources: ['events'], verbs: ['delete', 'deletecollection', '*'] },
]
