import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'aggregated-role-has-no-rules',
  severity: 'warning',
  summary: 'A ClusterRole that is the sum of others has no rules of its own.',
  why: 'The controller overwrites them with those of the roles that the selectors match.',
  instead: 'Move them to a ClusterRole that the selectors match.',
  profiles: ['recommended'],
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: monitoring }
        aggregationRule:
          clusterRoleSelectors: [{ matchLabels: { example.com/to-monitoring: 'true' } }]
        rules:
          «- { apiGroups: [''], resources: [pods], verbs: [get] }»`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: monitoring }
        aggregationRule:
          clusterRoleSelectors: [{ matchLabels: { example.com/to-monitoring: 'true' } }]
        rules: []`,
    ],
  },
  on: ['ClusterRole'],
  *check(role) {
    if (isKubernetesOwn(role) || role.get('aggregationRule', 'clusterRoleSelectors').items.length === 0) return
    const rules = role.get('rules')
    if (rules.items.length === 0) return
    const message = `The rules of ${role} are overwritten with those of the roles that it is the sum of`
    yield { at: rules, message }
  },
})
