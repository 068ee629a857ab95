import type { KubeObject } from '../../../resource/object.ts'
import { isBinding, isRole } from '../../authorization/policy-rule.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { RulesByKind } from '../../kind-rules.ts'
import { clusterRoleBinding, roleBinding, validateBinding } from './bindings.ts'
import { clusterRole, role, validateClusterRole, validateRole } from './roles.ts'

/** The kinds of `rbac.authorization.k8s.io`. */
export const rbacRules: RulesByKind = {
  Role: role,
  ClusterRole: clusterRole,
  RoleBinding: roleBinding,
  ClusterRoleBinding: clusterRoleBinding,
}

/** What the form of a role or binding alone has wrong; the answer depends on nothing else. */
export function validateForm(object: KubeObject, errors: FieldErrors): void {
  if (isRole(object)) (object.kind === 'Role' ? validateRole : validateClusterRole)(object, errors)
  else if (isBinding(object)) validateBinding(object, object.kind === 'RoleBinding', errors)
}
