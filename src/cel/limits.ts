/** What one evaluation may cost unless told otherwise. Truth: apiserver/pkg/apis/cel/config.go */
export const PER_CALL_LIMIT = 1_000_000

/** What all rules of one object, or all expressions of one policy, may cost together. */
export const RUNTIME_BUDGET = 10_000_000

/** What all match conditions of one webhook or policy may cost together. */
export const MATCH_CONDITIONS_BUDGET = 2_500_000

/** What one rule of a definition may cost at worst, and all of them together. Truth: apiextensions validation.go */
export const RULE_ESTIMATE_LIMIT = 10_000_000
export const DEFINITION_ESTIMATE_LIMIT = 100_000_000

/**
 * How far over the limit: `4.4x`, `1.250000x` when one digit would say nothing, `more than 100x` when the exact number
 * does not matter any more. Truth: apiextensions validation.go getCostErrorMessage
 */
export function excessFactor(cost: number, limit: number): string {
  const factor = cost / limit
  if (factor > 100) return 'more than 100x'
  return factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`
}
