import type { RulesByKind } from '../../kind-rules.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'

/** policy */
export const policyRules: RulesByKind = { PodDisruptionBudget: podDisruptionBudget }
