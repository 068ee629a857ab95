import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { POD, Project } from './project.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replcas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx
`

const KUSTOMIZED = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': DEPLOYMENT,
  'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\npatches:\n  - path: patch.yaml\n',
  'prod/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  minReadySecond: 5\n',
}

/** Stands for kustomize: what it prints is what `kustomize build` of the files above prints, with the origins asked for. */
const KUSTOMIZE = `
const { readFileSync } = require('node:fs'), { join, relative } = require('node:path')
const folder = process.argv[3]
const { resources, buildMetadata } = JSON.parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'))
if (process.argv[2] !== 'build' || !buildMetadata) process.exit(1)
console.log(\`apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    config.kubernetes.io/origin: |
      path: \${join(resources[0], '../base/web.yaml')}
  name: prod-web
spec:
  minReadySecond: 5
  replcas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx
        name: web\`)
`

interface Finding {
  code: string
  file: string
  start: { line: number; column: number }
  message: string
}

/** Where unknown fields were found, and which. */
const places = (out: string) =>
  JSON.parse(out)
    .diagnostics.filter(({ code }: Finding) => code === 'schema/unknown-field')
    .map(
      ({ file, start, message }: Finding) => `${file}:${start.line}:${start.column} ${/"([^"]+)"/.exec(message)?.[1]}`,
    )

describe('Kustomizations', () => {
  test('are built, and findings lead to the manifest or the patch that says it', () => {
    const ran = new Project(KUSTOMIZED).tool('kustomize', KUSTOMIZE).run(['check', '-o', 'json'])
    expect(ran.code).toBe(1)
    expect(places(ran.out)).toEqual(['base/web.yaml:6:3 spec.replcas', 'prod/patch.yaml:5:3 spec.minReadySecond'])
    expect(JSON.parse(ran.out).summary).toMatchObject({
      objects: 1,
      skipped: [{ file: 'prod/patch.yaml', why: 'a kustomize patch of prod' }],
    })
  })

  test('a second run does not build again what has not changed', () => {
    const project = new Project(KUSTOMIZED).tool('kustomize', `if (process.env.BROKEN) process.exit(1)\n${KUSTOMIZE}`)
    const run = (env = {}) => project.run(['check', '-o', 'json'], { env })
    const first = run()
    expect(run({ BROKEN: '1' })).toEqual(first)
    project.write({ 'prod/patch.yaml': `${KUSTOMIZED['prod/patch.yaml']}# changed\n` })
    expect(run({ BROKEN: '1' }).out).toContain('input/render')
  })

  test('another tool in the place of the one that built is asked', () => {
    const project = new Project(KUSTOMIZED).tool('kustomize', KUSTOMIZE)
    project.run(['check'])
    project.tool('kustomize', 'process.exit(1)')
    expect(project.run(['check']).out).toContain('input/render')
  })

  test('without kustomize that is said once, and the manifests are checked as they are', () => {
    const ran = new Project({ ...KUSTOMIZED, 'dev/kustomization.yaml': 'resources: [../base]\n' }).run([
      'check',
      '-o',
      'json',
    ])
    expect(ran.code).toBe(2)
    expect(ran.err).toBe(
      'drydock: 2 Kustomizations were not rendered, because neither `kustomize` nor `kubectl` was found: dev, prod\n',
    )
    expect(places(ran.out)).toEqual(['base/web.yaml:6:3 spec.replcas'])
  })

  test('what the network would be needed for is not built unless allowed', () => {
    const files = { 'kustomization.yaml': 'resources:\n  - https://example.com/all.yaml\n' }
    const ran = new Project(files).tool('kustomize', 'process.exit(1)').run(['check', '-o', 'json'])
    expect(ran).toMatchObject({
      code: 2,
      err: 'drydock: . was not rendered, because it fetches https://example.com/all.yaml; --allow-network lets it\n',
    })
  })

  test('a build that fails is a finding at what it names', () => {
    const failing = 'console.error("Error: accumulating resources: \'web.yaml\' is no file"); process.exit(1)'
    const files = { 'kustomization.yaml': 'resources:\n  - web.yaml\n', 'web.yaml': POD('web') }
    const report = JSON.parse(new Project(files).tool('kustomize', failing).run(['check', '-o', 'json']).out)
    expect(report.diagnostics).toMatchObject([
      { code: 'input/render', file: 'kustomization.yaml', start: { line: 2, column: 5 } },
    ])
    expect(report.summary.objects).toBe(1)
  })

  test('a build that never ends is ended', () => {
    const files = { 'kustomization.yaml': 'resources: []\n', 'drydock.yaml': 'limits: { renderSeconds: 0.3 }\n' }
    const ran = new Project(files).tool('kustomize', 'setInterval(() => {}, 1000)').run(['check', '-o', 'json'])
    expect(JSON.parse(ran.out).diagnostics[0].message).toContain('it took longer than 0.3 seconds')
  })
})

test('an interrupted run leaves nothing behind', async () => {
  const hanging = "setInterval(() => require('node:fs').appendFileSync(process.env.HOME + '/alive', '.'), 10)"
  const project = new Project({ 'kustomization.yaml': 'resources: []\n', 'tmp/x': '', alive: '' }).tool(
    'kustomize',
    hanging,
  )
  const alive = () => readFileSync(join(project.folder, 'alive'), 'utf8').length
  const child = project.start(['check'], { TMPDIR: join(project.folder, 'tmp') })
  await expect.poll(alive, { timeout: 10_000 }).toBeGreaterThan(0)
  child.kill('SIGINT')
  expect(await new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))).toBe('SIGINT')
  expect(readdirSync(join(project.folder, 'tmp'))).toEqual(['x'])
  await setTimeout(200)
  const last = alive()
  await setTimeout(200)
  expect(alive()).toBe(last)
})

describe('Helm charts', () => {
  const CHART = {
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web/values.yaml': 'name: web\n',
    'web/templates/pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  hostNetwrk: true\n  containers:\n    - name: web\n      imag: {{ .Values.image }}\n',
    'web/crds/crd.yaml': POD('plain'),
  }
  const HELM = `
if (process.argv[2] !== 'template' || process.argv[3] !== 'web') process.exit(1)
console.log(\`---
# Source: web/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwrk: true
  containers:
    - name: web
      imag: nginx\`)
`

  test('are rendered with their values, and findings lead to the template', () => {
    const ran = new Project(CHART).tool('helm', HELM).run(['check', '-o', 'json'])
    expect(places(ran.out)).toEqual([
      'web/templates/pod.yaml:6:3 spec.hostNetwrk',
      'web/templates/pod.yaml:9:7 spec.containers[0].imag',
    ])
    expect(JSON.parse(ran.out).summary).toMatchObject({ files: 1, objects: 2 })
  })

  test('without helm that is said once', () => {
    const ran = new Project(CHART).run(['check', '-o', 'json'])
    expect(ran).toMatchObject({
      code: 2,
      err: 'drydock: 1 Helm chart was not rendered, because no `helm` was found: web\n',
    })
  })
})

test('what a Kustomization says by itself is where a finding leads', () => {
  const project = new Project({
    'kustomization.yaml': `resources: [web.yaml]
namespace: Shop
replicas: [{ name: web, count: -3 }]
patches:
- patch: |-
    kind: Deployment
    metadata: { name: web }
    spec: { minReadySecond: 5, template: { spec: { restartPolicy: Never } } }
`,
    'web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec: { containers: [{ name: web, image: "web:1" }] }\n',
  }).tool(
    'kustomize',
    `console.log(\`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: Shop
spec:
  minReadySecond: 5
  replicas: -3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: "web:1" }]
      restartPolicy: Never\`)`,
  )
  const { diagnostics } = JSON.parse(project.run(['check', '--profile', 'off', '-o', 'json']).out)
  type Told = { file: string; start: { line: number; column: number }; path: string }
  const told = (diagnostics as Told[]).map(({ file, start, path }) => `${file}:${start.line}:${start.column} ${path}`)
  expect(told).toEqual([
    'kustomization.yaml:2:12 metadata.namespace',
    'kustomization.yaml:3:32 spec.replicas',
    'kustomization.yaml:8:13 spec.minReadySecond',
    'kustomization.yaml:8:67 spec.template.spec.restartPolicy',
  ])
})

test('what a link leads to is part of a chart: a change of it is seen', () => {
  const project = new Project({
    'common/image.txt': 'web:1',
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  }).tool(
    'helm',
    `const image = require('fs').readFileSync('files/image.txt')
console.log(\`apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: "\${image}" }] }\`)`,
  )
  symlinkSync('../common', join(project.folder, 'web', 'files'))
  expect(project.run(['check', 'web']).out).not.toContain('image-has-tag')
  project.write({ 'common/image.txt': 'web' })
  expect(project.run(['check', 'web']).out).toContain('image-has-tag')
})

test('what is secret in a text that a tool made is so where a finding leads', () => {
  const project = new Project({
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web/templates/pod.yaml': '{{ include "pod" . }}\n',
    'drydock.yaml':
      'ownRules: [{ name: tells, summary: abc, kinds: [Pod], check: "false", messageExpression: "object.spec.containers[0].env[0].value" }]\n',
  }).tool(
    'helm',
    `console.log(\`---
# Source: web/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: "web:1", env: [{ name: DB_PASSWORD, value: hunter2hunter2 }] }] }\`)`,
  )
  const { out } = project.run(['check', '-o', 'json'])
  expect(out).toContain('"code":"tells"')
  expect(out).not.toContain('hunter2')
})

describe('whatever a tool makes is looked at', () => {
  const KUSTOMIZATION = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': POD('a') }
  const found = (script: string) => {
    const project = new Project(KUSTOMIZATION).tool('kustomize', script)
    const { code, out } = project.run(['check', '-o', 'json'])
    expect(project.run(['check', '-o', 'json']).out).toBe(out)
    const told = JSON.parse(out).diagnostics as { code: string; severity: string; message: string }[]
    return [code, ...told.map(one => `${one.severity} ${one.code} ${one.message}`)]
  }

  test('what is no YAML', () =>
    expect(found("console.log('kind: Pod\\na: [')")).toEqual([
      1,
      'error yaml/unclosed-bracket The `[` that opens here is not closed (in what kustomize makes of .)',
    ]))

  test.each(["console.log('Done, all is well.')", "console.log('services: { web: { image: nginx } }')"])('%s', script =>
    expect(found(script)).toEqual([
      1,
      'error input/render kustomization.yaml cannot be rendered: what it comes to is no Kubernetes object',
    ]),
  )

  test('nothing at all', () =>
    expect(found('')).toEqual([
      0,
      'note input/render kustomize makes no object of .: there was nothing rendered to check',
    ]))
})

test('--staged builds what the index holds when a part of it is staged', () => {
  const project = new Project(KUSTOMIZED).tool('kustomize', KUSTOMIZE)
  project.git('init', '-q')
  project.git('add', '.')
  project.git('commit', '-qm', 'first')
  project.write({ 'prod/patch.yaml': `# staged\n${KUSTOMIZED['prod/patch.yaml']}` })
  project.git('add', '.')
  project.write({ 'prod/patch.yaml': 'kind: Deployment\n' })
  expect(places(project.run(['check', '--staged', '-o', 'json']).out)).toEqual([
    'base/web.yaml:6:3 spec.replcas',
    'prod/patch.yaml:6:3 spec.minReadySecond',
  ])
})
