import type { RulesByKind } from '../../kind-rules.ts'
import { clusterRoleBinding, roleBinding } from './bindings.ts'
import { clusterRole, role } from './roles.ts'

/** rbac.authorization.k8s.io */
export const rbacRules: RulesByKind = {
  Role: role,
  ClusterRole: clusterRole,
  RoleBinding: roleBinding,
  ClusterRoleBinding: clusterRoleBinding,
}
