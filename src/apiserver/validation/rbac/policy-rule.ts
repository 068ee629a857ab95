import type { PolicyRule } from '../../authorization/policy-rule.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'

/** Rules speak of resources or of URLs, never both; URLs have no namespace. Truth: pkg/apis/rbac/validation ValidatePolicyRule */
export function validatePolicyRules(
  rules: readonly PolicyRule[] | null | undefined,
  namespaced: boolean,
  errors: FieldErrors,
): void {
  rules?.forEach((rule, index) => {
    validatePolicyRule(rule, namespaced, errors, FieldPath.of('rules').index(index))
  })
}

function validatePolicyRule(rule: PolicyRule, namespaced: boolean, errors: FieldErrors, path: FieldPath): void {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule
  if (!verbs?.length) errors.required(path.child('verbs'), 'verbs must contain at least one value')
  if (nonResourceURLs?.length) {
    const at = path.child('nonResourceURLs')
    if (namespaced) errors.invalid(at, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs')
    if (apiGroups?.length || resources?.length || resourceNames?.length) {
      errors.invalid(at, nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs')
    }
    return
  }
  if (!apiGroups?.length) {
    errors.required(path.child('apiGroups'), 'resource rules must supply at least one api group')
  }
  if (!resources?.length) {
    errors.required(path.child('resources'), 'resource rules must supply at least one resource')
  }
}
