/** What the rule engine itself has to say. */
export const LINT_CODES = {
  'rule/failed': 'A rule broke off on an object: what it would have said is not known.',
  'ignore/unused': 'A comment or annotation asks to ignore a code, and nothing of the kind is found there.',
  'ignore/no-reason': 'A comment or annotation asks to ignore a code and does not say why.',
  'ignore/baseline': 'The baseline excuses findings that are no longer there.',
} as const
