import { ROLES } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-escalate',
  severity: 'warning',
  summary: 'Nobody may take rights that they were not given.',
  why: 'With `escalate` or `bind` one hands out rights that one does not have, with `impersonate` one is somebody else.',
  instead: 'Remove the verb, or name what is meant in `resourceNames`.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['bind-verb-in-role', 'escalate-verb-in-role', 'impersonate-without-resource-names'],
    trivy: ['KSV-0043'],
    checkov: ['CKV_K8S_157', 'CKV_K8S_158', 'CKV2_K8S_3'],
    kubescape: ['C-0191', 'C-0065'],
    kyverno: ['restrict-escalation-verbs-roles'],
    CIS: ['5.1.8'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get, «escalate», «bind»] }
          - { apiGroups: [''], resources: [users, groups], verbs: [«impersonate»] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view], verbs: [bind] }
          - { apiGroups: [example.com], resources: [shelves], verbs: [bind] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    if (isKubernetesOwn(role)) return
    for (const rule of role.get('rules').items) {
      if (rule.get('resourceNames').texts.length > 0) continue
      const groups = rule.get('apiGroups').texts
      const resources = rule.get('resources').texts
      for (const at of rule.get('verbs').items) {
        const target = TARGETS.find(({ verbs }) => at.text !== undefined && verbs.includes(at.text))
        if (!target || !(groups.includes('*') || target.groups.some(group => groups.includes(group)))) continue
        const reached = target.resources.filter(resource => resources.includes(resource) || resources.includes('*'))
        if (reached.length > 0) yield { at, message: `${role} may ${at.text} ${reached.join(', ')}` }
      }
    }
  },
})

const TARGETS = [
  { verbs: ['escalate', 'bind'], groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'] },
  {
    verbs: ['impersonate'],
    groups: ['', 'authentication.k8s.io'],
    resources: ['users', 'groups', 'serviceaccounts', 'uids', 'userextras'],
  },
]
