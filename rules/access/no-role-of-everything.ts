import { ROLES } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-role-of-everything',
  severity: 'warning',
  summary: 'No role allows everything.',
  why: 'It is cluster-admin by another name, and nobody who looks for that finds it.',
  instead: 'Name what is needed.',
  // Under `security`, no-wildcard-rights finds each `*`.
  profiles: ['recommended'],
  elsewhere: {
    'kube-linter': ['wildcard-resource-verb-combo'],
    polaris: ['rolebindingClusterAdminRole', 'clusterrolebindingClusterAdmin'],
    trivy: ['KSV-0044', 'KSV-0112'],
    CIS: ['5.1.3'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: ['*'], resources: ['*'], verbs: «['*']» }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: ['*'], resources: ['*'], verbs: [get, list, watch] }
          - { apiGroups: [example.com], resources: ['*'], verbs: ['*'] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    if (isKubernetesOwn(role)) return
    for (const rule of role.get('rules').items) {
      const isAll = ['apiGroups', 'resources'].every(field => rule.get(field).texts.includes('*'))
      if (isAll && isEveryVerb(rule.get('verbs').texts))
        yield { at: rule.get('verbs'), message: `${role} allows everything` }
    }
  },
})

/** By a star, or one by one. */
const isEveryVerb = (verbs: readonly string[]): boolean =>
  verbs.includes('*') || ORDINARY.every(verb => verbs.includes(verb))

const ORDINARY = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']
