import type { Rule, Tool } from '../rule.ts'
import { saidAnyway } from './said-anyway.ts'

/** The rules that stand for the checks of another tool. */
export interface RulesFor {
  /** Those for one check, upper and lower case alike. */
  of(check: string): readonly string[]
  /** All that stand for any, and whether the profile `strict` has them. */
  readonly all: readonly { readonly name: string; readonly isStrict: boolean; readonly checks: readonly string[] }[]
  /** Where a check without a rule is told all the same, or why it is not. */
  elsewhere(check: string): string | undefined
}

/** By the names that rules give under `elsewhere`. */
export function rulesFor(rules: readonly Rule[], tool: Tool): RulesFor {
  const index = new Map<string, string[]>()
  for (const { name, elsewhere } of rules)
    for (const check of elsewhere?.[tool] ?? []) {
      const key = check.toLowerCase()
      index.set(key, [...(index.get(key) ?? []), name])
    }
  return {
    of: check => index.get(check.toLowerCase()) ?? [],
    all: rules
      .filter(({ elsewhere }) => elsewhere?.[tool])
      .map(({ name, profiles, elsewhere }) => ({
        name,
        isStrict: profiles.includes('strict') || profiles.includes('recommended'),
        checks: elsewhere?.[tool] ?? [],
      })),
    elsewhere: check => saidAnyway(tool, check),
  }
}
