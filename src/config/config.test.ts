import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { checkConfig } from './check-config.ts'
import { configurationPage } from './reference-page.ts'
import { judge } from './settings.ts'

const problems = (text: string) => {
  const source = new Source('drydock.yaml', text)
  return readDocuments(source)
    .flatMap(checkConfig)
    .map(({ at, message, advice }) => {
      const { line, column } = source.position(at.start)
      return `${line}:${column} ${message}${advice ? ` | ${advice}` : ''}`
    })
}

describe('a configuration is checked at its lines', () => {
  test.each([
    ['a mistyped key', 'failon: error\n', ['1:1 drydock.yaml has no key "failon" | Did you mean "failOn"?']],
    ['a nested one', 'paths:\n  exlude: [a]\n', ['2:3 paths has no key "exlude" | Did you mean "exclude"?']],
    [
      'a value that is none of the allowed',
      'failOn: warn\n',
      ['1:9 failOn must be one of error, warning, note, never | Did you mean "warning"?'],
    ],
    [
      'a version without quotes',
      'kubernetesVersions: [1.30]\n',
      [
        '1:22 kubernetesVersions.0 must be of type string | Write versions in quotes: "1.30" without them is the number 1.3.',
      ],
    ],
    ['a suppression without a reason', 'suppressions:\n  - code: x\n', ['2:5 suppressions.0 needs "reason"']],
    [
      'a rule with a wrong severity',
      'rules:\n  image-has-tag: fatal\n',
      ['2:18 rules.image-has-tag must be one of error, warning, note, off'],
    ],
    [
      'everything in order',
      'kubernetesVersions: ["1.30"]\nrules: { a: off, b: { severity: error, options: { x: 1 } } }\n',
      [],
    ],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual(expected))
})

describe('settings decide what becomes of a finding', () => {
  const decide = judge({
    rules: { 'image-has-tag': 'warning', noisy: 'off' },
    overrides: [
      { paths: ['legacy'], rules: { 'image-has-tag': 'off' } },
      { namespaces: ['prod-*'], kinds: ['Deployment'], rules: { 'image-has-tag': 'error' } },
      { labels: { tier: 'lab' }, rules: { 'image-has-tag': 'note' } },
    ],
    suppressions: [{ code: 'yaml/*', reason: 'generated', paths: ['generated/**'] }],
  })
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'prod-eu', name: 'web' }

  test.each([
    [
      'a rule has the severity it was given',
      'image-has-tag',
      { file: 'a.yaml' },
      { kind: 'report', severity: 'warning' },
    ],
    ['a rule that is off is silent', 'noisy', { file: 'a.yaml' }, { kind: 'off' }],
    ['an override by path', 'image-has-tag', { file: 'legacy/a.yaml' }, { kind: 'off' }],
    [
      'an override by namespace and kind',
      'image-has-tag',
      { file: 'legacy/a.yaml', subject: web },
      { kind: 'report', severity: 'error' },
    ],
    [
      'the last override wins',
      'image-has-tag',
      { file: 'a.yaml', subject: web, labels: { tier: 'lab' } },
      { kind: 'report', severity: 'note' },
    ],
    [
      'an accepted finding keeps its reason',
      'yaml/tab',
      { file: 'generated/x/a.yaml' },
      { kind: 'suppressed', reason: 'generated' },
    ],
    ['what nobody speaks of is as it was', 'other', { file: 'a.yaml' }, { kind: 'report', severity: 'error' }],
  ])('%s', (_, code, target, verdict) => expect(decide(code, 'error', target)).toEqual(verdict))
})

test('docs/configuration.md is what the schema says (npm run docs)', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage())
})
