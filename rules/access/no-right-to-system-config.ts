import { ROLES } from '../../src/lint/cluster/access.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-system-config',
  severity: 'warning',
  summary: 'Roles do not write the ConfigMaps on which the cluster stands.',
  why: 'CoreDNS answers as its ConfigMap says, and on EKS `aws-auth` makes users into administrators.',
  instead: 'Remove the verbs, or name other ConfigMaps in `resourceNames`.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0115'],
    kubescape: ['C-0037'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops, namespace: kube-system }
        rules:
          - { apiGroups: [''], resources: [«configmaps»], verbs: [update] }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«configmaps»], resourceNames: [aws-auth], verbs: [patch] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [configmaps], verbs: [get, list] }
          - { apiGroups: [''], resources: [configmaps], resourceNames: [web], verbs: [patch] }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: leader, namespace: shop }
        rules:
          - { apiGroups: [''], resources: [configmaps], verbs: [update] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    if (isKubernetesOwn(role)) return
    const isElsewhere = role.kind === 'Role' && role.namespace !== 'kube-system'
    for (const rule of role.get('rules').items) {
      const verbs = rule.get('verbs').texts
      const names = rule.get('resourceNames').texts
      if (!rule.get('apiGroups').texts.some(group => group === '' || group === '*')) continue
      if (!verbs.some(verb => WRITING.has(verb))) continue
      const reached = names.length === 0 && !isElsewhere ? SYSTEM : SYSTEM.filter(name => names.includes(name))
      if (reached.length === 0) continue
      for (const at of rule.get('resources').items) {
        if (at.text === 'configmaps') yield { at, message: `${role} may change the ConfigMap ${reached.join(' or ')}` }
      }
    }
  },
})

const SYSTEM = ['coredns', 'aws-auth']
const WRITING = new Set(['*', 'update', 'patch', 'delete', 'deletecollection'])
