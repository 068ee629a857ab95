import type { Resource } from './context.ts'
import type { KindRules } from './kind-rules.ts'

/** The rules of every built-in kind, by group and kind. A kind's older groups share them. */
const RULES = new Map<string, KindRules>()

/** A kind without rules of its own is held to its schema alone. */
const NONE: KindRules = { validate: () => {} }

export const rulesOf = ({ group, kind }: Pick<Resource, 'group' | 'kind'>): KindRules =>
  RULES.get(`${group}/${kind}`) ?? NONE
