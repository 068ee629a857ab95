import type { LintObject } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'
import { type Cluster, push } from './cluster.ts'

export const BINDINGS: readonly string[] = ['RoleBinding', 'ClusterRoleBinding']
export const ROLES: readonly string[] = ['Role', 'ClusterRole']

/** The service account that pods run as. The older field counts where the newer is not there. */
export function serviceAccountOf({ spec }: PodTemplate): string {
  return spec.get('serviceAccountName').text || spec.get('serviceAccount').text || 'default'
}

/**
 * Whether pods get the token of their service account into their containers: their own word counts, then that of the
 * account, and where nobody says anything they do. Truth: plugin/pkg/admission/serviceaccount shouldAutomount
 */
export function getsToken(pods: PodTemplate, cluster: Cluster): boolean {
  const own = pods.spec.get('automountServiceAccountToken')
  if (own.exists) return !own.isFalse
  const accounts = cluster.named('ServiceAccount', serviceAccountOf(pods), pods.namespace)
  return accounts.length === 0 || accounts.some(account => !account.get('automountServiceAccountToken').isFalse)
}

/** What a service account is to the API server, alone and among others. */
const USER = 'system:serviceaccount:'
const GROUP = 'system:serviceaccounts'

/** The bindings that give a service account rights, by itself or as one of all accounts. */
export function bindingsOf(account: string, namespace: string, cluster: Cluster): readonly LintObject[] {
  const index = cluster.once(bindingsByAccount)
  const names = [`${namespace}/${account}`, `${USER}${namespace}:${account}`, `${GROUP}:${namespace}`, GROUP]
  return names.flatMap(name => index.get(name) ?? [])
}

function bindingsByAccount(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const kind of BINDINGS) {
    for (const binding of cluster.all(kind)) {
      for (const subject of binding.get('subjects').items) {
        if (subject.get('kind').text !== 'ServiceAccount') {
          const who = subject.get('name').text ?? ''
          if (who.startsWith(USER) || who.startsWith(GROUP)) push(index, who, binding)
          continue
        }
        // In a RoleBinding an account without a namespace is one of the binding's own.
        const namespace = subject.get('namespace').text || binding.namespace
        push(index, `${namespace}/${subject.get('name').text ?? ''}`, binding)
      }
    }
  }
  return index
}

/** The roles at hand that a binding gives. */
export function rolesOf(binding: LintObject, cluster: Cluster): readonly LintObject[] {
  const ref = binding.get('roleRef')
  const kind = ref.get('kind').text ?? ''
  const name = ref.get('name').text ?? ''
  return kind === 'Role' ? cluster.named(kind, name, binding.namespace) : cluster.named(kind, name)
}
