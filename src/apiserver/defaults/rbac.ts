import type { KubeObject } from '../../resource/object.ts'
import { isBinding, RBAC_GROUP } from '../authorization/policy-rule.ts'
import type { Defaults } from './defaults.ts'

/** The group of roles, users and groups need not be written; service accounts are of the core group. Truth: pkg/apis/rbac/v1/defaults.go */
function fillGroups(object: KubeObject): void {
  if (!isBinding(object)) return
  if (object.roleRef && !object.roleRef.apiGroup) object.roleRef.apiGroup = RBAC_GROUP
  for (const subject of object.subjects ?? []) {
    if (!subject.apiGroup && (subject.kind === 'User' || subject.kind === 'Group')) subject.apiGroup = RBAC_GROUP
  }
}

export const rbacDefaults: Record<string, Defaults> = Object.fromEntries(
  ['v1', 'v1beta1'].flatMap(version =>
    ['RoleBinding', 'ClusterRoleBinding'].map(kind => [`${RBAC_GROUP}/${version}/${kind}`, fillGroups]),
  ),
)
