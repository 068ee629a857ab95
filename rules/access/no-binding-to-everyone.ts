import { BINDINGS, rolesOf } from '../../src/lint/cluster/access.ts'
import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { isKubernetesOwn } from '../../src/lint/rights.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-binding-to-everyone',
  severity: 'warning',
  summary: 'Nobody is given rights for just being there.',
  why: 'Everybody who reaches the API server is in these groups, some without any password; `system:masters` cannot be held back at all.',
  instead: 'Name the users, groups or service accounts that are meant.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    trivy: ['KSV-0122', 'KSV-0123'],
    kubescape: ['C-0262', 'C-0265'],
    kyverno: ['restrict-binding-system-groups'],
    gatekeeper: ['K8sDisallowAnonymous'],
    CIS: ['5.1.7'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: «'system:unauthenticated'» }
          - { apiGroup: rbac.authorization.k8s.io, kind: User, name: «'system:anonymous'» }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: «'system:authenticated'» }
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: «'system:serviceaccounts'» }
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: «'system:masters'» }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:discovery }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated' }`,
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: ops }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:serviceaccounts:shop' }
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'developers' }`,
    ],
  },
  on: BINDINGS,
  *check(binding, cluster) {
    const role = binding.get('roleRef', 'name').text ?? ''
    if (FOR_ALL.has(role) || isKubernetesOwn(binding)) return
    for (const subject of binding.get('subjects').items) {
      const at = subject.get('name')
      const who = at.text !== undefined && Object.hasOwn(EVERYBODY, at.text) ? EVERYBODY[at.text] : undefined
      if (!who || subject.get('kind').text === 'ServiceAccount') continue
      const severity = who.severity === 'warning' && onlyShows(binding, cluster) ? 'note' : who.severity
      yield { at, message: `${binding} gives ${role} to ${who.words}`, severity }
    }
  },
})

/** What every cluster gives to everybody. */
const FOR_ALL = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
  'kubeadm:bootstrap-signer-clusterinfo',
])

const EVERYBODY: Readonly<Record<string, { words: string; severity: 'error' | 'warning' }>> = {
  'system:anonymous': { words: 'everybody, without a password', severity: 'error' },
  'system:unauthenticated': { words: 'everybody, without a password', severity: 'error' },
  'system:authenticated': { words: 'everybody who can log in, and every service account', severity: 'warning' },
  'system:serviceaccounts': { words: 'every service account', severity: 'warning' },
  'system:masters': { words: 'system:masters, which may do everything already', severity: 'warning' },
}

/** A role at hand that only lets people look at what is no secret: a catalogue that everybody may read. */
function onlyShows(binding: LintObject, cluster: Cluster): boolean {
  const roles = rolesOf(binding, cluster)
  return (
    roles.length > 0 &&
    roles.every(role =>
      role
        .get('rules')
        .items.every(
          rule =>
            rule.get('verbs').texts.every(verb => READING.has(verb)) &&
            rule.get('resources').texts.every(resource => resource !== '*' && !resource.startsWith('secrets')),
        ),
    )
  )
}

const READING = new Set(['get', 'list', 'watch'])
