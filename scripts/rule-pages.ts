// The pages about rules, by file name.
import { FAMILIES, RULES } from '../rules/rules.generated.ts'
import { ruleIndex, rulePage } from '../src/lint/rule-page.ts'
import { cataloguePage } from './catalogue-page.ts'

export function rulePages(): Map<string, string> {
  const pages = RULES.map(rule => [`${rule.name}.md`, rulePage(rule, FAMILIES[rule.name] ?? '')] as const)
  return new Map([['README.md', ruleIndex(RULES, FAMILIES)], ['catalogue.md', cataloguePage()], ...pages])
}
