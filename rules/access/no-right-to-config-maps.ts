import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-config-maps',
  severity: 'warning',
  summary: 'Roles do not write ConfigMaps.',
  why: 'What programs do is in their ConfigMaps: who may write those decides it.',
  instead: 'Name those that are meant in `resourceNames`, or let a pipeline write them.',
  profiles: [],
  elsewhere: { trivy: ['KSV-0049'] },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops }
        rules: [{ apiGroups: [''], resources: [«configmaps»], verbs: [get, update] }]`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [configmaps], verbs: [get, list, watch] }
          - { apiGroups: [''], resources: [configmaps], resourceNames: [flags], verbs: [update] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  { group: '', resources: ['configmaps'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
]
