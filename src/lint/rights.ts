import type { Field } from './field.ts'
import type { LintObject } from './lint-object.ts'
import type { Found } from './rule.ts'

/** Something that a role can allow: verbs on resources of a group. */
export interface Right {
  readonly group: string
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

/** One resource of a rule of a role, and what it may be asked to do. */
export interface Granted {
  /** The resource among those of the rule. */
  readonly at: Field
  readonly resource: string
  readonly verbs: readonly string[]
}

/** Roles and bindings that come with every cluster: they are as Kubernetes makes them, or GKE. */
export const isKubernetesOwn = (role: LintObject): boolean =>
  role.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults' ||
  role.name.startsWith('system:') ||
  role.name.startsWith('gce:') ||
  (role.kind === 'ClusterRole' && FOR_USERS.has(role.name))

const FOR_USERS = new Set(['admin', 'cluster-admin', 'edit', 'view'])

/**
 * Where a role grants one of the rights by name. Rules that are limited to some objects by `resourceNames` grant little,
 * and a `*` for resources is a matter of its own.
 */
export function* grantsOf(role: LintObject, rights: readonly Right[]): Iterable<Granted> {
  if (isKubernetesOwn(role)) return
  for (const rule of role.get('rules').items) {
    if (rule.get('resourceNames').texts.length > 0) continue
    const groups = rule.get('apiGroups').texts
    const verbs = rule.get('verbs').texts
    for (const at of rule.get('resources').items) {
      const resource = at.text
      if (resource === undefined) continue
      const allowed = rights.flatMap(right =>
        right.resources.includes(resource) && (groups.includes(right.group) || groups.includes('*'))
          ? allowedVerbs(right, verbs)
          : [],
      )
      if (allowed.length > 0) yield { at, resource, verbs: [...new Set(allowed)] }
    }
  }
}

const allowedVerbs = ({ verbs }: Right, given: readonly string[]): readonly string[] =>
  given.includes('*') ? ['*'] : given.filter(verb => verbs.includes(verb))

/** The findings of a rule about rights: `ClusterRole ops may get and list secrets`. */
export function* rightsFound(role: LintObject, rights: readonly Right[], also = ''): Iterable<Found> {
  for (const { at, resource, verbs } of grantsOf(role, rights)) {
    yield { at, message: `${role} may ${verbsText(verbs)} ${resource}${also}` }
  }
}

function verbsText(verbs: readonly string[]): string {
  if (verbs.includes('*')) return 'do anything with'
  return verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')} and ${verbs.at(-1)}`
}
