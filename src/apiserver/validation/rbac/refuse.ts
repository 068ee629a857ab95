import { AccessPolicy } from '../../authorization/access-policy.ts'
import { escalationRefusal } from '../../authorization/escalation.ts'
import { type Binding, RBAC_GROUP, type Role } from '../../authorization/policy-rule.ts'
import type { Context } from '../../context.ts'
import type { Status } from '../../status.ts'

const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding']

/** Roles and bindings hand out rights: only those that the user holds. Administrators are not asked. */
export function refuseEscalation(
  object: Role | Binding,
  { user, world }: Context,
  old?: Role | Binding,
): Status | undefined {
  if (user.groups.includes('system:masters')) return undefined
  const policy = new AccessPolicy(KINDS.flatMap(kind => world.list(RBAC_GROUP, kind)))
  return escalationRefusal(policy, { user, object, ...(old ? { old } : {}) })
}
