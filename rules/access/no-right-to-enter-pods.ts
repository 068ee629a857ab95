import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-enter-pods',
  severity: 'warning',
  summary: 'Roles do not lead into running containers.',
  why: 'Inside, one has the files, the secrets and the identity of the program that runs there.',
  instead: 'Give it to people for the time that they need it.',
  profiles: ['security'],
  elsewhere: {
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    trivy: ['KSV-0053', 'KSV-0054'],
    checkov: ['CKV2_K8S_2'],
    kubescape: ['C-0002', 'C-0063'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«pods/exec», «pods/attach», «pods/portforward»], verbs: [create] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [pods, pods/log], verbs: [get] }`,
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
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers'],
    verbs: ['create', 'get', 'update', 'patch'],
  },
]
