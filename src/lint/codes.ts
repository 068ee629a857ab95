/** What the rule engine itself has to say. */
export const LINT_CODES = {
  'rule/failed': 'A rule broke off on an object: what it would have said is not known.',
} as const
