import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../rules/catalogue.ts'
import { FAMILIES, RULES } from '../rules/rules.generated.ts'
import { ruleList } from '../scripts/rule-list.ts'
import { rulePages } from '../scripts/rule-pages.ts'
import { problemsOf } from '../src/lint/tester.ts'

describe('each rule keeps to its own examples', () => {
  test.each(RULES.map(rule => [rule.name, rule] as const))('%s', (_, rule) => expect(problemsOf(rule)).toEqual([]))
})

test('a rule is named after its file, and no two are alike', () => {
  expect(RULES.map(({ name }) => name).sort()).toEqual(Object.keys(FAMILIES).sort())
})

test('the list of rules is not stale', () => {
  expect(readFileSync('rules/rules.generated.ts', 'utf8')).toBe(ruleList())
})

test('the pages about rules are not stale', () => {
  const pages = rulePages()
  expect(readdirSync('docs/rules').sort()).toEqual([...pages.keys()].sort())
  const stale = [...pages].filter(([file, text]) => readFileSync(`docs/rules/${file}`, 'utf8') !== text)
  expect(stale.map(([file]) => file)).toEqual([])
})

describe('the catalogue of what linters check', () => {
  test('names rules that exist', () => {
    const named = CATALOGUE.flatMap(line => ('rules' in line ? line.rules : []))
    expect(named.filter(name => !Object.hasOwn(FAMILIES, name))).toEqual([])
  })

  test('has every line from 1 to 161 once, in order', () => {
    expect(CATALOGUE.map(({ line }) => line)).toEqual(Array.from({ length: 161 }, (_, index) => index + 1))
  })
})
