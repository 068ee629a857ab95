import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'view-stays-view',
  severity: 'warning',
  summary: 'What is added to the role `view` only lets people look.',
  why: 'A role with the label is added to `view` in every namespace: whoever may look there may do it then.',
  instead: 'Aggregate it to `edit` or `admin`.',
  profiles: ['recommended', 'security'],
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: shelves-view
          labels: { rbac.authorization.k8s.io/aggregate-to-view: 'true' }
        rules:
          - { apiGroups: [example.com], resources: [shelves], verbs: [get, «update»] }
          - { apiGroups: [''], resources: [«secrets»], verbs: [get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: shelves-view
          labels: { rbac.authorization.k8s.io/aggregate-to-view: 'true' }
        rules:
          - { apiGroups: [example.com], resources: [shelves], verbs: [get, list, watch] }`,
    ],
  },
  on: ['ClusterRole'],
  *check(role) {
    if (role.labels['rbac.authorization.k8s.io/aggregate-to-view'] !== 'true' || isKubernetesOwn(role)) return
    for (const rule of role.get('rules').items) {
      for (const at of rule.get('verbs').items) {
        if (at.text !== undefined && WRITING.has(at.text))
          yield {
            at,
            message: `${role} lets everybody with the role view ${at.text === '*' ? 'do anything with' : at.text} ${rule.get('resources').texts.join(', ')}`,
          }
      }
      if (!rule.get('apiGroups').texts.includes('')) continue
      for (const at of rule.get('resources').items) {
        if (at.text === 'secrets') yield { at, message: `${role} opens Secrets to everybody with the role view` }
      }
    }
  },
})

const WRITING = new Set(['*', 'create', 'update', 'patch', 'delete', 'deletecollection'])
