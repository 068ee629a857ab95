// Writes the pages that are made from what they describe. usage: npm run docs
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readmeWithPlan } from '../src/cli/plan/readme-picture.ts'
import { codesPage, commandsPage } from '../src/cli/reference-pages.ts'
import { configurationPage } from '../src/config/reference-page.ts'
import { rulePages } from './rule-pages.ts'

writeFileSync('docs/configuration.md', configurationPage())
writeFileSync('docs/commands.md', await commandsPage())
writeFileSync('docs/codes.md', codesPage())
rmSync('docs/rules', { recursive: true, force: true })
mkdirSync('docs/rules', { recursive: true })
for (const [file, text] of rulePages()) writeFileSync(`docs/rules/${file}`, text)
writeFileSync('README.md', await readmeWithPlan())
