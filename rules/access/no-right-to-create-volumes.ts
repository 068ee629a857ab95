import { ROLES } from '../../src/lint/cluster/access.ts'
import { type Right, rightsFound } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-right-to-create-volumes',
  severity: 'warning',
  summary: 'Roles do not create PersistentVolumes.',
  why: 'A volume of the type hostPath, claimed by a pod, is the file system of a node.',
  instead: 'Let a storage class make them.',
  profiles: ['security'],
  elsewhere: {
    kubescape: ['C-0278'],
    CIS: ['5.1.9'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [«persistentvolumes»], verbs: [create] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [persistentvolumes, persistentvolumeclaims], verbs: [get, list] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    yield* rightsFound(role, RIGHTS)
  },
})

const RIGHTS: readonly Right[] = [{ group: '', resources: ['persistentvolumes'], verbs: ['create', 'update', 'patch'] }]
