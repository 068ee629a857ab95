import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-mint-tokens',
  severity: 'warning',
  summary: 'Roles do not make tokens for service accounts.',
  why: 'With a token one is that service account, with all that it may do.',
  instead: 'Name the accounts that are meant in `resourceNames`.',
  profiles: ['security'],
  elsewhere: {
    kubescape: ['C-0282'],
    CIS: ['5.1.13'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«serviceaccounts/token»], verbs: [create] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [serviceaccounts/token], resourceNames: [web], verbs: [create] }
          - { apiGroups: [''], resources: [serviceaccounts], verbs: [get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [{ group: '', resources: ['serviceaccounts/token'], verbs: ['create'] }]
