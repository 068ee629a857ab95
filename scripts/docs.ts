// Writes the pages that are made from what they describe. usage: npm run docs
import { writeFileSync } from 'node:fs'
import { codesPage, commandsPage } from '../src/cli/reference-pages.ts'
import { configurationPage } from '../src/config/reference-page.ts'
import { ruleList } from './rule-list.ts'

writeFileSync('rules/rules.generated.ts', ruleList())
writeFileSync('docs/configuration.md', configurationPage())
writeFileSync('docs/commands.md', await commandsPage())
writeFileSync('docs/codes.md', codesPage())
