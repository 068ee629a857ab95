import { BINDINGS } from '../../src/lint/cluster/access.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'binding-subject-exists',
  severity: 'warning',
  summary: 'The service accounts that a binding is about are there.',
  why: 'Rights for an account that is missing wait for whoever makes one of that name.',
  instead: 'Add the ServiceAccount, or mend its name or namespace.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: «web», namespace: shop }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }
          - { apiGroup: rbac.authorization.k8s.io, kind: User, name: 'jane' }
          - { kind: ServiceAccount, name: default, namespace: shop }
          - { kind: ServiceAccount, name: cronjob-controller, namespace: kube-system }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web, namespace: shop }`,
    ],
  },
  on: BINDINGS,
  *check(binding, cluster) {
    for (const subject of binding.get('subjects').items) {
      const at = subject.get('name')
      const namespace = subject.get('namespace').text || binding.namespace
      // The cluster makes those of kube-system itself, and a default one in each namespace.
      if (subject.get('kind').text !== 'ServiceAccount' || !at.text || at.text === 'default') continue
      if (namespace === 'kube-system' || cluster.has('ServiceAccount', at.text, namespace)) continue
      const message = `${binding} is about ${called('ServiceAccount', at.text, namespace)}, which is not there`
      yield { at, message, ...missing(cluster) }
    }
  },
})
