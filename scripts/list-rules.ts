// Writes the list of rules, which the pages about them are made from. Part of `npm run docs`.
import { writeFileSync } from 'node:fs'
import { ruleList } from './rule-list.ts'

writeFileSync('rules/rules.generated.ts', ruleList())
