import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixesOf, writeFixes } from '../../src/cli/check/fix.ts'
import type { Finding } from '../../src/report/report.ts'
import { POD, Project } from './project.ts'

const finding = (
  safety: 'safe' | 'review',
  ...edits: [line: number, from: number, to: number, text: string][]
): Finding => ({
  code: 'x',
  severity: 'error',
  message: 'x',
  file: 'a.yaml',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
  fix: {
    title: 'x',
    safety,
    edits: edits.map(([line, from, to, text]) => ({
      file: 'a.yaml',
      start: { line, column: from },
      end: { line, column: to },
      text,
    })),
  },
})

test('safe fixes are applied, whole or not at all, and never over each other', () => {
  const project = new Project({ 'a.yaml': '\ufeffa: old\r\nb: old\r\nc: old\r\n' })
  const fixes = fixesOf(
    [
      finding('safe', [2, 4, 7, 'new'], [3, 4, 7, 'new']),
      finding('safe', [2, 4, 7, 'other'], [1, 1, 1, '# never\n']),
      finding('review', [1, 5, 8, 'never']),
    ],
    project.folder,
    'safe',
  )
  expect(fixes.count).toBe(1)
  expect(writeFixes(fixes, project.folder)).toEqual([])
  expect(readFileSync(join(project.folder, 'a.yaml'), 'utf8')).toBe('\ufeffa: old\r\nb: new\r\nc: new\r\n')
})

const PRIVILEGED = `${POD('web')}      securityContext: # as little as can be
        privileged: true # why?
        readOnlyRootFilesystem: true
`

test('a fix to be reviewed is only applied when that is asked for, and shown without touching anything', () => {
  const project = new Project({ 'pod.yaml': PRIVILEGED })
  const read = () => readFileSync(join(project.folder, 'pod.yaml'), 'utf8')
  project.run(['check', '--fix', 'pod.yaml'])
  expect(read()).toBe(PRIVILEGED)
  expect(project.run(['check', '--fix=review', '--diff', 'pod.yaml']).out).toBe(`--- a/pod.yaml
+++ b/pod.yaml
@@ -9,4 +9,4 @@
       image: nginx:1.29
       securityContext: # as little as can be
-        privileged: true # why?
+        privileged: false # why?
         readOnlyRootFilesystem: true
`)
  expect(read()).toBe(PRIVILEGED)
  project.run(['check', '--fix=review', 'pod.yaml'])
  expect(read()).toBe(PRIVILEGED.replace('privileged: true', 'privileged: false'))
})

test('what is taken away and what is added beside it do not meet in one round', () => {
  const alone = `${POD('web')}      securityContext:\n        procMount: Unmasked # why?\n`
  const project = new Project({ 'pod.yaml': alone })
  project.run(['check', '--fix=review', '--profile', 'security', 'pod.yaml'])
  const after = readFileSync(join(project.folder, 'pod.yaml'), 'utf8')
  expect(after).not.toContain('procMount')
  expect(after).toContain('capabilities:\n          drop:\n            - ALL\n')
  expect(project.run(['check', 'pod.yaml']).out).toContain('No findings')
})

test('a field does not get the name of one that is there already', () => {
  const project = new Project({ 'pod.yaml': `${POD('web')}      imageTag: latest\n` })
  project.run(['check', '--fix=review', 'pod.yaml'])
  expect(readFileSync(join(project.folder, 'pod.yaml'), 'utf8')).toContain('imageTag: latest')
})

test('in JSON, and between braces, what is written keeps its quotes', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { n: 1 } },
    spec: {
      containers: [
        { name: 'web', image: 'nginx:1', imagePullpolicy: 'Always', resources: { limits: { memory: '1 GB' } } },
      ],
    },
  }
  const project = new Project({
    'lines.json': `${JSON.stringify(pod)}\n${JSON.stringify(pod)}\n`,
    'flow.yaml': JSON.stringify(pod),
    'twice.yaml': '{"apiVersion": "v1", "kind": "Pod", "apiVersion": "v1", "kind": "Pod"}\n',
  })
  project.run(['check', '--fix=review', '--profile', 'off'])
  const read = (name: string) => readFileSync(join(project.folder, name), 'utf8')
  const mended = JSON.stringify(pod)
    .replace('"n":1', '"n":"1"')
    .replace('Pullpolicy', 'PullPolicy')
    .replace('1 GB', '1G')
  expect(read('lines.json')).toBe(`${mended}\n${mended}\n`)
  expect(read('flow.yaml')).toBe(mended)
  expect(read('twice.yaml')).not.toContain('---')
})

test('a file that is mended keeps its mode, and a link stays a link', () => {
  const project = new Project({
    'real.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: 1 }\n',
  })
  const [real, link] = ['real.yaml', 'link.yaml'].map(name => join(project.folder, name)) as [string, string]
  symlinkSync('real.yaml', link)
  chmodSync(real, 0o640)
  expect(project.run(['check', '--fix', 'link.yaml']).err).toBe('drydock: 1 finding fixed in 1 file\n')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(statSync(real).mode & 0o777).toBe(0o640)
  expect(readFileSync(real, 'utf8')).toContain('a: "1"')
})

test('what is not UTF-8 is left as it is', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: 1 }\n'
  const project = new Project()
  const files = {
    'wide.yaml': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'half.yaml': Buffer.concat([Buffer.from(`${text}---\n# `), Buffer.from([0xff]), Buffer.from('\n')]),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(project.folder, name), bytes)
  project.run(['check', '--fix'])
  for (const [name, bytes] of Object.entries(files))
    expect(readFileSync(join(project.folder, name)).equals(bytes), name).toBe(true)
})
