import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-nodes-proxy',
  severity: 'warning',
  summary: 'Roles do not speak to kubelets.',
  why: 'With `nodes/proxy`, even to get, one runs commands in every container of every node, past admission and audit.',
  instead: 'Use `nodes/metrics`, `nodes/stats`, `nodes/log` or `nodes/configz`.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0047'],
    checkov: ['CKV2_K8S_2'],
    kubescape: ['C-0279'],
    kyverno: ['restrict-clusterrole-nodesproxy'],
    CIS: ['5.1.10'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [nodes, «nodes/proxy»], verbs: [get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [nodes, nodes/metrics], verbs: [get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [
  { group: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'] },
]
