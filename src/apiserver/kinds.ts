import type { Resource } from './context.ts'
import type { KindRules } from './kind-rules.ts'
import { rbacRules } from './validation/rbac/rules.ts'

/** The rules of every built-in kind, by group and kind. A kind's older groups share them. */
const RULES = new Map<string, KindRules>()

const enlist = (group: string, rules: Record<string, KindRules>): void => {
  for (const kind in rules) RULES.set(`${group}/${kind}`, rules[kind]!)
}

enlist('rbac.authorization.k8s.io', rbacRules)

/** A kind without rules of its own is held to its schema alone. */
const NONE: KindRules = { validate: () => {} }

export const rulesOf = ({ group, kind }: Pick<Resource, 'group' | 'kind'>): KindRules =>
  RULES.get(`${group}/${kind}`) ?? NONE
