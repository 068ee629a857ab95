import { bootstrapPolicy } from '../../src/apiserver/authorization/bootstrap.ts'
import { BINDINGS } from '../../src/lint/cluster/access.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { NEWEST } from '../../src/resource/version.ts'

export default rule({
  name: 'binding-role-exists',
  severity: 'warning',
  summary: 'The role that a binding is about is there.',
  why: 'Until it is, the binding gives nobody anything, and whoever makes a role of that name later decides what.',
  instead: 'Add the role, or mend the name.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: { name: ops, namespace: shop }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: «opps» }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: { name: ops, namespace: shop }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ops }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: { name: ops, namespace: shop }
        rules:
          - { apiGroups: [''], resources: [pods], verbs: [get] }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: proxy }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:node-proxier }
        subjects:
          - { kind: ServiceAccount, name: web, namespace: shop }`,
    ],
  },
  on: BINDINGS,
  *check(binding, cluster) {
    const at = binding.get('roleRef', 'name')
    const kind = binding.get('roleRef', 'kind').text
    if (!at.text || (kind !== 'Role' && kind !== 'ClusterRole')) return
    const namespace = kind === 'Role' ? binding.namespace : undefined
    if (cluster.has(kind, at.text, namespace) || isAlwaysThere(kind, at.text)) return
    const role = namespace === undefined ? `${kind} ${at.text}` : called(kind, at.text, namespace)
    const message = `${binding} is about ${role}, which is not there`
    yield { at, message, ...missing(cluster) }
  },
})

/** Every cluster comes with these, and its own parts bring more of them. */
function isAlwaysThere(kind: string, name: string): boolean {
  if (name.startsWith('system:') || name.startsWith('kubeadm:')) return true
  own ??= new Set(bootstrapPolicy(NEWEST).map(object => `${object.kind} ${object.metadata.name}`))
  return own.has(`${kind} ${name}`)
}

let own: Set<string> | undefined
