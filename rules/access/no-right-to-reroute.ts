import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-reroute',
  severity: 'warning',
  summary: 'Roles do not decide where traffic goes.',
  why: 'Who writes endpoints, policies or the status of Services sends the traffic of others to themselves (CVE-2020-8554).',
  instead: 'Leave that to the controllers that need it, in namespaces of their own.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0056'],
    checkov: ['CKV2_K8S_4'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«services/status», «endpoints»], verbs: [patch] }
          - { apiGroups: [networking.k8s.io], resources: [«networkpolicies»], verbs: [delete] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [services, endpoints], verbs: [get, list, watch] }
          - { apiGroups: [networking.k8s.io], resources: [ingresses/status], verbs: [update] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  {
    group: '',
    resources: ['services', 'services/status', 'endpoints'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
  {
    group: 'discovery.k8s.io',
    resources: ['endpointslices'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
  {
    group: 'networking.k8s.io',
    resources: ['networkpolicies', 'ingresses'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
]
