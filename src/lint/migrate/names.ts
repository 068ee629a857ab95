import type { Rule, Tool } from '../rule.ts'

/** The rules that stand for a check of another tool. */
export type RulesFor = (check: string) => readonly string[]

/** By the names that rules give under `elsewhere`, upper and lower case alike. */
export function rulesFor(rules: readonly Rule[], tool: Tool): RulesFor {
  const index = new Map<string, string[]>()
  for (const { name, elsewhere } of rules)
    for (const check of elsewhere?.[tool] ?? []) {
      const key = check.toLowerCase()
      index.set(key, [...(index.get(key) ?? []), name])
    }
  return check => index.get(check.toLowerCase()) ?? []
}
