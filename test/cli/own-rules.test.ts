import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Project } from './project.ts'

/** The first block of a language in the page about rules of one's own. */
const documented = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readFileSync('docs/own-rules.md', 'utf8'))![1]!

const DATABASE = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 2
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "db:1" }] }
`

const found = (out: string, code: string) =>
  (JSON.parse(out) as { diagnostics: { code: string; message: string; start: object }[] }).diagnostics
    .filter(one => one.code === code)
    .map(({ message, start }) => ({ message, start }))

test('the CEL rule of the docs keeps to its examples, and finds', () => {
  const project = new Project({ 'drydock.yaml': documented('yaml'), 'db.yaml': DATABASE })
  expect(project.run(['test']).out).toBe('ok     odd-replicas\n1 of 1 rules keep to their examples.\n')
  expect(found(project.run(['check', '-o', 'json', 'db.yaml']).out, 'odd-replicas')).toEqual([
    { message: 'StatefulSet db runs 2 replicas', start: { line: 5, column: 13 } },
  ])
})

test('the module of the docs keeps to its examples, and finds', () => {
  const project = new Project({ 'rules/team-label.mjs': documented('js'), 'db.yaml': DATABASE })
  const home = join(project.folder, 'node_modules', 'kube-drydock')
  mkdirSync(home, { recursive: true })
  const library = join(home, 'index.js')
  if (!existsSync(library))
    execFileSync(process.execPath, ['scripts/build.js', '--library-to', home], { stdio: 'pipe' })
  writeFileSync(join(home, 'package.json'), '{ "name": "kube-drydock", "type": "module", "exports": "./index.js" }')
  const args = ['--rules', 'rules/team-label.mjs']
  expect(project.run(['test', ...args]).out).toBe('ok     team-label\n1 of 1 rules keep to their examples.\n')
  for (const _ of ['fresh', 'from what is kept'])
    expect(found(project.run(['check', ...args, '-o', 'json', 'db.yaml']).out, 'team-label')).toHaveLength(1)
})

test('a rule that is no CEL is wrong at its line, and nothing is checked', () => {
  const config = 'ownRules:\n- name: broken\n  summary: It is broken.\n  kinds: [Pod]\n  check: object.spec.('
  const { code, err } = new Project({ 'drydock.yaml': config }).run(['check', '.'])
  expect(code).toBe(2)
  expect(err).toContain('drydock.yaml:5:10: The rule broken does not compile')
})

test.each([
  [
    'a rule of drydock',
    'ownRules: [{ name: image-has-tag, summary: abc, kinds: [Pod], check: "true" }]',
    'another rule',
  ],
  [
    'another one of them',
    'ownRules: [{ name: a-b, summary: abc, kinds: [Pod], check: "true" }, { name: a-b, summary: abc, kinds: [Pod], check: "true" }]',
    'drydock.yaml:1:78: ownRules[0] is called a-b as well',
  ],
])('a rule that goes by the name of %s is refused', (_, config, reason) => {
  const { code, err } = new Project({ 'drydock.yaml': config }).run(['check', '.'])
  expect([code, err]).toEqual([2, expect.stringContaining(reason)])
})

test('a module that exports no rule is refused by name', () => {
  const { code, err } = new Project({ 'x.mjs': 'export default 1' }).run(['check', '--rules', 'x.mjs', '.'])
  expect([code, err]).toEqual([2, expect.stringContaining('x.mjs does not export rules')])
})

test('a CEL rule that asks for other objects sees what ConfigMaps hold, its own and those of others', () => {
  const project = new Project({
    'drydock.yaml': `ownRules:
  - name: mode-is-known
    summary: The mode of a ConfigMap is one that the list of modes has.
    kinds: [ConfigMap]
    check: objects.exists(o, o.kind == 'ConfigMap' && o.metadata.name == 'modes' && object.data.mode in o.data)
    at: data.mode
`,
    'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { mode: fast }\n',
    'modes.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: modes }\ndata: { mode: fast, fast: "1" }\n',
    'wrong.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: wrong }\ndata: { mode: odd }\n',
  })
  expect(found(project.run(['check', '-o', 'json', '.']).out, 'mode-is-known')).toEqual([
    {
      message: 'ConfigMap wrong: The mode of a ConfigMap is one that the list of modes has.',
      start: { line: 4, column: 15 },
    },
  ])
})

test('no expression takes a part of what a Secret holds', () => {
  const rule = (name: string, expression: string, check = 'false') =>
    `  - { name: ${name}, summary: abc, kinds: [Secret], check: "${check}", messageExpression: "${expression}" }\n`
  const project = new Project({
    'drydock.yaml': `ownRules:\n${rule('whole', "'it is ' + object.stringData.pw")}${rule('parts', "object.stringData.pw.split('').join('-')")}${rule('half', "object.stringData.pw.substring(0, 4) + ' of ' + string(size(object.stringData.pw))")}${rule('number', "'x'", 'int(object.stringData.pw.substring(1, 5)) > 3')}${rule('others', "objects.map(o, o.stringData.pw.replace('h', 'H')).join(' ')")}`,
    'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { pw: hunter2hunter2 }\n',
  })
  const { out } = project.run(['check', '-o', 'json', 'secret.yaml'])
  const said = (JSON.parse(out).diagnostics as { code: string; message: string }[]).map(
    one => `${one.code}: ${one.message}`,
  )
  expect(said.sort()).toEqual([
    'half: ••• of 14',
    expect.stringContaining('number: Secret a: the rule cannot be decided'),
    'others: •••',
    `parts: ${Array(14).fill('•••').join('-')}`,
    'whole: it is •••',
  ])
  expect(out).not.toMatch(/unte|untH|h-u-n/)
})
