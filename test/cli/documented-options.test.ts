import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CHECK_OPTIONS } from '../../src/cli/check/options.ts'
import { PLAN_OPTIONS } from '../../src/cli/plan/options.ts'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'

const FILES = ['docs/ci.md', 'docs/plan.md', 'action.yml', 'templates/gitlab-ci.yml', '.pre-commit-hooks.yaml']
/** Options of other commands in those files. */
const OTHERS = ['--yes', '--package', '--rm']

test.each(FILES)('%s names options that exist', file => {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(match => match[0])
  const known = [...Object.keys({ ...CHECK_OPTIONS, ...PLAN_OPTIONS }).map(name => `--${name}`), ...OTHERS]
  expect(named.filter(name => !known.includes(name))).toEqual([])
})

test.each(FILES.filter(file => file.endsWith('ml')))('%s is YAML', file => {
  const documents = readDocuments(new Source(file, readFileSync(file, 'utf8')))
  expect(documents.flatMap(({ diagnostics }) => diagnostics)).toEqual([])
  expect(documents).toHaveLength(1)
})
