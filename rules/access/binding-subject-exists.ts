import { BINDINGS } from '../../src/lint/cluster/access.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import type { Field } from '../../src/lint/field.ts'
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
          - { kind: ServiceAccount, name: «web», namespace: shop }
          - { apiGroup: rbac.authorization.k8s.io, kind: User, name: «'system:serviceaccount:shop:api'» }`,
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
      const [account, namespace] = accountIn(subject, binding.namespace)
      // The cluster makes those of kube-system itself, and a default one in each namespace.
      if (!account || account === 'default') continue
      if (namespace === 'kube-system' || cluster.has('ServiceAccount', account, namespace)) continue
      const message = `${binding} is about ${called('ServiceAccount', account, namespace)}, which is not there`
      yield { at, message, ...missing(cluster) }
    }
  },
})

/** As itself, or as the user that it is to the API server: `system:serviceaccount:shop:web`. */
function accountIn(subject: Field, own: string): [account: string | undefined, namespace: string] {
  const name = subject.get('name').text
  const kind = subject.get('kind').text
  if (kind === 'ServiceAccount') return [name, subject.get('namespace').text || own]
  const [, namespace = '', account] =
    (kind === 'User' && /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name ?? '')) || []
  return [account, namespace]
}
