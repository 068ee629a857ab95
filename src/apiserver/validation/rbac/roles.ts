import { pathSegment } from '../../../resource/names.ts'
import type { Role } from '../../authorization/policy-rule.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { isSoundSelector, validateLabelSelector } from '../label-selector.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validatePolicyRules } from './policy-rule.ts'
import { refuseEscalation } from './refuse.ts'

/** Truth: pkg/apis/rbac/validation ValidateRole */
function validateRole(role: Role, errors: FieldErrors): void {
  validateObjectMeta(role, true, pathSegment, errors)
  validatePolicyRules(role.rules, true, errors)
}

/** Truth: pkg/apis/rbac/validation ValidateClusterRole */
function validateClusterRole(role: Role, errors: FieldErrors): void {
  validateObjectMeta(role, false, pathSegment, errors)
  validatePolicyRules(role.rules, false, errors)
  if (!role.aggregationRule) return
  const path = FieldPath.of('aggregationRule', 'clusterRoleSelectors')
  const selectors = role.aggregationRule.clusterRoleSelectors ?? []
  if (selectors.length === 0) {
    errors.required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')
  }
  selectors.forEach((selector, index) => {
    validateLabelSelector(selector, errors, path.index(index))
    if (!isSoundSelector(selector)) errors.invalid(path.index(index), null, 'invalid label selector.')
  })
}

/** Stored without rules, a role has none at all: an empty list comes back as null. */
const canonicalize = (object: Role): void => {
  if (!object.rules?.length) object.rules = null
}

export const role: KindRules<Role> = {
  createsOnUpdate: true,
  refuse: refuseEscalation,
  canonicalize,
  validate: validateRole,
  validateUpdate(object, old, errors) {
    validateRole(object, errors)
    validateObjectMetaUpdate(object, old, errors)
  },
}

export const clusterRole: KindRules<Role> = {
  createsOnUpdate: true,
  refuse: refuseEscalation,
  canonicalize,
  validate: validateClusterRole,
  validateUpdate(object, old, errors) {
    validateClusterRole(object, errors)
    validateObjectMetaUpdate(object, old, errors)
  },
}
