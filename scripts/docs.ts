// Writes the pages that are made from what they describe. usage: npm run docs
import { writeFileSync } from 'node:fs'
import { configurationPage } from '../src/config/reference-page.ts'

writeFileSync('docs/configuration.md', configurationPage())
