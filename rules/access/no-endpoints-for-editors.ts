import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-endpoints-for-editors',
  severity: 'warning',
  summary: 'Who may edit a namespace may not write its endpoints.',
  why: 'With endpoints that lead into other namespaces, an ingress controller takes traffic past their policies (CVE-2021-25740).',
  instead: 'Remove `endpoints` and `endpointslices` from the role.',
  profiles: ['security'],
  elsewhere: {
    kyverno: ['restrict-edit-for-endpoints'],
    gatekeeper: ['K8sBlockEndpointEditDefaultRole'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: system:aggregate-to-edit
          labels: { rbac.authorization.k8s.io/aggregate-to-edit: 'true' }
        rules:
          - { apiGroups: [''], resources: [services, «endpoints»], verbs: [create, get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: system:aggregate-to-edit
          labels: { rbac.authorization.k8s.io/aggregate-to-edit: 'true' }
        rules:
          - { apiGroups: [''], resources: [services], verbs: [create, get] }
          - { apiGroups: [''], resources: [endpoints], verbs: [get, list] }`,
    ],
  },
  on: ['ClusterRole'],
  *check(role) {
    if (!isForEditors(role)) return
    for (const rule of role.get('rules').items) {
      if (!rule.get('verbs').texts.some(verb => WRITING.has(verb))) continue
      for (const at of rule.get('resources').items) {
        if (at.text !== 'endpoints' && at.text !== 'endpointslices') continue
        yield { at, message: `${role} lets everybody who may edit a namespace write ${at.text}` }
      }
    }
  },
})

const WRITING = new Set(['*', 'create', 'update', 'patch'])

const isForEditors = ({ name, labels }: LintObject): boolean =>
  name === 'system:aggregate-to-edit' ||
  name === 'edit' ||
  labels['rbac.authorization.k8s.io/aggregate-to-edit'] === 'true'
