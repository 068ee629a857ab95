import { type AccessPolicy, aggregate } from './access-policy.ts'
import type { PolicyRule, Requester } from './policy-rule.ts'

export interface RulesReviewStatus {
  resourceRules: PolicyRule[]
  nonResourceRules: PolicyRule[]
  incomplete: boolean
  evaluationError?: string
}

/**
 * A SelfSubjectRulesReview: everything the user may do in a namespace. The order of the rules means nothing,
 * and a rule that two bindings grant is listed twice, as the server lists it. What `system:masters` may do beyond
 * RBAC is not told.
 *
 * Truth: pkg/registry/authorization/selfsubjectrulesreview/rest.go, rbac.go RulesFor
 */
export function reviewRules(policy: AccessPolicy, user: Requester, namespace: string): RulesReviewStatus {
  const resourceRules: PolicyRule[] = []
  const nonResourceRules: PolicyRule[] = []
  const { rules, problems } = policy.rulesFor(user, namespace)
  for (const { verbs = [], apiGroups, resources, resourceNames, nonResourceURLs } of rules) {
    if (resources?.length) {
      resourceRules.push({
        verbs,
        ...(apiGroups?.length ? { apiGroups } : {}),
        resources,
        ...(resourceNames?.length ? { resourceNames } : {}),
      })
    }
    if (nonResourceURLs?.length) nonResourceRules.push({ verbs, nonResourceURLs })
  }
  return {
    resourceRules,
    nonResourceRules,
    incomplete: false,
    ...(problems.length > 0 ? { evaluationError: aggregate(problems) } : {}),
  }
}
