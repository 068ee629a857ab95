import type { RulesByKind } from '../../kind-rules.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'
import { podSecurityPolicy } from './pod-security-policy/pod-security-policy.ts'

/** policy */
export const policyRules: RulesByKind = {
  PodDisruptionBudget: podDisruptionBudget,
  PodSecurityPolicy: podSecurityPolicy,
}
