import { ROLES } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-delete-all',
  severity: 'warning',
  summary: 'Roles do not delete everything of a kind at once.',
  why: 'One request takes away what took years to gather.',
  instead: 'Use `delete`, which takes one object at a time.',
  profiles: [],
  elsewhere: { 'kube-linter': ['deletecollection-verb-in-role'] },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops }
        rules: [{ apiGroups: [''], resources: [pods], verbs: [list, «deletecollection»] }]`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops }
        rules: [{ apiGroups: [''], resources: [pods], verbs: [list, delete] }]`,
    ],
  },
  on: ROLES,
  *check(role) {
    if (isKubernetesOwn(role)) return
    for (const rule of role.get('rules').items)
      for (const at of rule.get('verbs').items)
        if (at.text === 'deletecollection')
          yield { at, message: `${role} may delete all ${rule.get('resources').texts.join(', ')} at once` }
  },
})
