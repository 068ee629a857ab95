import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readmeWithPlan } from './plan/readme-picture.ts'
import { codesPage, commandsPage } from './reference-pages.ts'

test('docs/commands.md is what the commands say (npm run docs)', async () => {
  expect(readFileSync('docs/commands.md', 'utf8')).toBe(await commandsPage())
})

test('docs/codes.md is what the lists say (npm run docs)', () => {
  expect(readFileSync('docs/codes.md', 'utf8')).toBe(codesPage())
})

test('the plan in README.md is what drydock says (npm run docs)', async () => {
  expect(readFileSync('README.md', 'utf8')).toBe(await readmeWithPlan())
})
