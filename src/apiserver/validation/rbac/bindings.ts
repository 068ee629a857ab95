import { dnsSubdomain, pathSegment } from '../../../resource/names.ts'
import { type Binding, RBAC_GROUP, type RoleRef, type Subject } from '../../authorization/policy-rule.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { refuseEscalation } from './refuse.ts'

const ROLE_REF = FieldPath.of('roleRef')
const SUBJECTS = FieldPath.of('subjects')

/** Truth: pkg/apis/rbac/validation ValidateRoleBinding, ValidateClusterRoleBinding */
function validateBinding(binding: Binding, namespaced: boolean, errors: FieldErrors): void {
  validateObjectMeta(binding, namespaced, pathSegment, errors)
  validateRoleRef(binding.roleRef, namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'], errors)
  binding.subjects?.forEach((subject, index) => {
    validateSubject(subject, namespaced, errors, SUBJECTS.index(index))
  })
}

function validateRoleRef({ apiGroup = '', kind, name }: RoleRef, kinds: readonly string[], errors: FieldErrors): void {
  if (apiGroup !== RBAC_GROUP) errors.notSupported(ROLE_REF.child('apiGroup'), apiGroup, [RBAC_GROUP])
  if (!kinds.includes(kind)) errors.notSupported(ROLE_REF.child('kind'), kind, kinds)
  if (!name) errors.required(ROLE_REF.child('name'))
  else for (const complaint of pathSegment(name)) errors.invalid(ROLE_REF.child('name'), name, complaint)
}

/** Truth: pkg/apis/rbac/validation ValidateRoleBindingSubject */
function validateSubject(subject: Subject, namespaced: boolean, errors: FieldErrors, path: FieldPath): void {
  const { kind, name, apiGroup = '', namespace } = subject
  if (!name) errors.required(path.child('name'))
  switch (kind) {
    case 'ServiceAccount':
      if (name) for (const complaint of dnsSubdomain(name)) errors.invalid(path.child('name'), name, complaint)
      if (apiGroup !== '') errors.notSupported(path.child('apiGroup'), apiGroup, [''])
      if (!namespaced && !namespace) errors.required(path.child('namespace'))
      return
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) errors.notSupported(path.child('apiGroup'), apiGroup, [RBAC_GROUP])
      return
    default:
      errors.notSupported(path.child('kind'), kind, ['ServiceAccount', 'User', 'Group'])
  }
}

/** What a binding grants cannot be exchanged: it must be deleted and written anew. */
function validateBindingUpdate(binding: Binding, old: Binding, namespaced: boolean, errors: FieldErrors): void {
  validateBinding(binding, namespaced, errors)
  validateObjectMetaUpdate(binding, old, errors)
  const { apiGroup = '', kind, name } = binding.roleRef
  const same = (old.roleRef.apiGroup ?? '') === apiGroup && old.roleRef.kind === kind && old.roleRef.name === name
  if (!same) {
    errors.invalid(
      ROLE_REF,
      goStruct({ APIGroup: apiGroup, Kind: kind, Name: name }, 'rbac.RoleRef'),
      'cannot change roleRef',
    )
  }
}

const bindingRules = (namespaced: boolean): KindRules<Binding> => ({
  createsOnUpdate: true,
  refuse: refuseEscalation,
  validate: (binding, errors) => validateBinding(binding, namespaced, errors),
  validateUpdate: (binding, old, errors) => validateBindingUpdate(binding, old, namespaced, errors),
})

export const roleBinding = bindingRules(true)
export const clusterRoleBinding = bindingRules(false)
