import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { checkConfig } from './check-config.ts'
import { configurationPage } from './reference-page.ts'
import { inactiveRules, ruleSettingProblems, scopedRules } from './rule-settings.ts'
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
      ['1:22 kubernetesVersions[0] takes a text | Write versions in quotes: "1.30" without them is the number 1.3.'],
    ],
    ['a suppression without a reason', 'suppressions:\n  - code: x\n', ['2:5 suppressions[0] needs "reason"']],
    [
      'a rule with a wrong severity',
      'rules:\n  image-has-tag: fatal\n',
      ['2:18 rules.image-has-tag must be one of error, warning, note, off'],
    ],
    [
      'a rule with a key it does not have',
      'rules:\n  image-has-tag: { severity: error, opts: 1 }\n',
      ['2:37 rules.image-has-tag has no key "opts" | Known keys: severity, options.'],
    ],
    ['a text where a list belongs', 'output: json\n', ['1:9 output takes a list']],
    [
      'no versions',
      'kubernetesVersions: []\n',
      ['1:21 kubernetesVersions needs at least one entry; leave the key out for none'],
    ],
    [
      'a release to come',
      'kubernetesVersions: ["1.34", "1.99"]\n',
      ['1:30 `1.99` is no Kubernetes release that drydock knows (1.14 to 1.37)'],
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
      { kind: 'suppressed', reason: 'generated', by: 0 },
    ],
    ['what nobody speaks of is as it was', 'other', { file: 'a.yaml' }, { kind: 'report', severity: 'error' }],
  ])('%s', (_, code, target, verdict) => expect(decide(code, 'error', target)).toEqual(verdict))
})

test('docs/configuration.md is what the schema says (npm run docs)', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage())
})

describe('settings of rules that nobody knows are warned of', () => {
  const rules = [
    { name: 'image-has-tag', profiles: ['recommended'], options: { moving: {} } },
    { name: 'runs-replicas', profiles: ['strict'], options: { least: {} } },
    { name: 'has-cpu-limit', profiles: [] },
  ]
  const told = (text: string) =>
    readDocuments(new Source('drydock.yaml', text))
      .flatMap(document => ruleSettingProblems(document, rules, ['yaml/tab']))
      .map(({ message, advice }) => `${message} | ${advice}`)

  test.each([
    [
      'rules: { image-has-tg: off }',
      ['Nothing is called image-has-tg: this setting does nothing | Did you mean `image-has-tag`?'],
    ],
    [
      'rules: { image-has-tag: { options: { movin: [] } } }',
      ['image-has-tag has no option movin: this setting does nothing | Did you mean `moving`?'],
    ],
    [
      'overrides: [{ paths: [a], rules: { runs-replicas: { options: { leest: 3 } } } }]',
      ['runs-replicas has no option leest: this setting does nothing | Did you mean `least`?'],
    ],
    [
      'suppressions: [{ code: image-has-tg, reason: none }]',
      ['Nothing is called image-has-tg: this setting does nothing | Did you mean `image-has-tag`?'],
    ],
    ['rules: { yaml/tab: off, FieldValueInvalid: off, mine: off }\nownRules: [{ name: mine }]', []],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected))

  test('what only an override switches on has nothing to say elsewhere, and nobody is asked for what nothing does', () => {
    const config = { overrides: [{ paths: ['prod/**'], rules: { 'runs-replicas': 'error' as const } }] }
    expect([...scopedRules(rules, 'recommended', config)]).toEqual(['runs-replicas'])
    expect([...scopedRules(rules, 'strict', config)]).toEqual([])
    expect([...inactiveRules(rules, 'recommended', config)]).toEqual(['has-cpu-limit'])
    const decide = judge(config, scopedRules(rules, 'recommended', config))
    expect(decide('runs-replicas', 'note', { file: 'dev/web.yaml' })).toEqual({ kind: 'off' })
    expect(decide('runs-replicas', 'note', { file: 'prod/web.yaml' })).toEqual({ kind: 'report', severity: 'error' })
  })
})
