import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BAD_POD, POD, Project } from './project.ts'

interface Json {
  diagnostics: { code: string; severity: string; file: string; message: string }[]
  summary: { files: number; objects: number; suppressed: number; skipped: { file: string; why: string }[] }
}

const check = (project: Project, ...args: string[]) => {
  const ran = project.run(['check', '-o', 'json', ...args])
  const report: Json = JSON.parse(ran.out)
  return {
    ...ran,
    files: report.summary.files,
    found: report.diagnostics.map(({ code, file }) => `${file} ${code}`),
    skipped: report.summary.skipped.map(({ file, why }) => `${file}: ${why}`),
    report,
  }
}

describe('every file is checked, or it is said why not', () => {
  test('.gitignore, nested and with exceptions', () => {
    const project = new Project({
      '.gitignore': 'ignored/\n*.gen.yaml\n',
      'ignored/a.yaml': BAD_POD,
      'x.gen.yaml': BAD_POD,
      'sub/.gitignore': '!keep.gen.yaml\n/local.yaml\n',
      'sub/keep.gen.yaml': POD('a'),
      'sub/local.yaml': BAD_POD,
      'sub/deep/local.yaml': POD('b'),
    })
    expect(check(project)).toMatchObject({ files: 2, found: [], skipped: [] })
  })

  test('a folder that is ignored and named all the same', () => {
    const project = new Project({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.gen.yaml\n',
      'build/deep/a.yaml': BAD_POD,
      'build/.gitignore': 'no.yaml',
      'build/no.yaml': BAD_POD,
      'b.yaml': POD('b'),
    })
    expect(check(project).files).toBe(1)
    expect(check(project, 'build')).toMatchObject({ files: 1, found: ['build/deep/a.yaml schema/unknown-field'] })
    expect(check(project, 'build/deep/*.yaml').files).toBe(1)
  })

  test('links that go in circles, that point nowhere, that point to what is there anyway', () => {
    const project = new Project({ 'a.yaml': POD('a') })
    symlinkSync('.', join(project.folder, 'loop'))
    symlinkSync('self.yaml', join(project.folder, 'self.yaml'))
    symlinkSync('nothing.yaml', join(project.folder, 'gone.yaml'))
    symlinkSync('a.yaml', join(project.folder, 'z.yaml'))
    expect(check(project)).toMatchObject({
      files: 1,
      found: ['gone.yaml input/broken-link', 'loop input/link-loop', 'self.yaml input/link-loop'],
      skipped: ['z.yaml: a link to a file that is checked under its own name'],
    })
  })

  test('pipes and sockets do not block', async () => {
    const project = new Project({ 'a.yaml': POD('a') })
    execFileSync('mkfifo', [join(project.folder, 'pipe.yaml')])
    const server = createServer()
    await new Promise<void>(resolve => server.listen(join(project.folder, 'socket.yaml'), resolve))
    expect(check(project).skipped).toEqual([
      'pipe.yaml: not a file but a named pipe',
      'socket.yaml: not a file but a socket',
    ])
    expect(project.run(['check', 'pipe.yaml', '-o', 'json'])).toMatchObject({
      code: 2,
      err: 'drydock: pipe.yaml: not a file but a named pipe\n',
    })
    server.close()
  })

  test.each(['kustomization.yaml', 'Chart.yaml', '.gitignore', 'drydock.yaml'])(
    'a pipe called %s is not waited for',
    name => {
      const project = new Project({ 'sub/a.yaml': POD('a') })
      execFileSync('mkfifo', [join(project.folder, name)])
      expect(project.run(['check', 'sub/a.yaml']).code).toBe(name === 'drydock.yaml' ? 2 : 0)
    },
  )

  test('standard input that is named twice is read once', () => {
    const { code } = new Project().run(['check', '-', '-'], { input: BAD_POD })
    expect(code).toBe(1)
  })

  test('what cannot be read, is too large, or is no text', () => {
    const project = new Project({
      'large.yaml': `# ${'x'.repeat(2_000_000)}\n`,
      'binary.yaml': 'a\0b',
      'drydock.yaml': 'limits: { fileSize: 1 }\n',
      'secret.yaml': POD('a'),
    })
    chmodSync(join(project.folder, 'secret.yaml'), 0)
    const { found } = check(project)
    expect(found).toContain('large.yaml input/too-large')
    expect(found).toContain('binary.yaml input/binary')
    // For the superuser every file can be read.
    if (process.getuid?.() !== 0) expect(found).toContain('secret.yaml input/unreadable')
  })

  test('YAML that is no manifest is named, not reported', () => {
    const project = new Project({
      'docker-compose.yml': 'services:\n  web: { image: nginx }\n',
      '.github/workflows/ci.yaml': 'on: push\njobs: {}\n',
      'openapi.yaml': 'openapi: 3.1.0\ninfo: {}\n',
      'values.yaml': 'replicas: 1\n',
      'kubeconfig.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n',
      'notes.yaml': '- one\n- two\n',
      'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'chart/templates/pod.yaml': 'kind: Pod\nname: {{ .Values.name }}\n',
      'chart/values-prod.yaml': 'name: x\n',
    })
    expect(check(project, '--no-render')).toMatchObject({
      files: 0,
      found: [],
      skipped: [
        '.github/workflows/ci.yaml: a GitHub workflow',
        "chart/Chart.yaml: a Helm chart's description",
        'chart/templates/pod.yaml: a Helm template',
        'chart/values-prod.yaml: Helm values',
        'docker-compose.yml: a Docker Compose file',
        'kubeconfig.yaml: a kubeconfig',
        'notes.yaml: YAML that is no Kubernetes object',
        'openapi.yaml: an OpenAPI document',
        'values.yaml: Helm values',
      ],
    })
  })

  test('--exclude and paths.exclude, also for what is named', () => {
    const project = new Project({
      'drydock.yaml': 'paths: { exclude: [vendor] }\n',
      'vendor/a.yaml': BAD_POD,
      'old/b.yaml': BAD_POD,
      'c.yaml': POD('c'),
    })
    expect(check(project, '--exclude', 'old')).toMatchObject({ files: 1, found: [] })
    expect(check(project, 'vendor/a.yaml').skipped).toEqual(['vendor/a.yaml: excluded by `paths.exclude`'])
  })
})

test('settings go by path, namespace, kind and label', () => {
  const labelled = BAD_POD.replace('  name: web\n', '  name: web\n  labels: { tier: lab }\n')
  const project = new Project({
    'drydock.yaml': `profile: off
rules: { schema/unknown-field: warning }
overrides:
  - { labels: { tier: lab }, rules: { schema/unknown-field: note } }
  - { paths: [old], rules: { schema/unknown-field: off } }
suppressions:
  - { code: schema/*, kinds: [Pod], paths: [known.yaml], reason: the webhook takes it }
`,
    'a.yaml': BAD_POD,
    'lab.yaml': labelled,
    'old/b.yaml': BAD_POD,
    'known.yaml': BAD_POD,
  })
  const { report } = check(project)
  expect(report.diagnostics.map(({ file, severity }) => `${file} ${severity}`)).toEqual([
    'a.yaml warning',
    'lab.yaml note',
  ])
  expect(report.summary.suppressed).toBe(1)
})

describe('git chooses the files', () => {
  test('--staged reads the index, not the working tree', () => {
    const project = new Project({ 'a.yaml': POD('a'), 'b.yaml': POD('b') })
    project.git('init', '-q')
    project.git('add', '.')
    project.git('commit', '-qm', 'first')
    project.write({ 'a.yaml': BAD_POD })
    project.git('add', 'a.yaml')
    project.write({ 'a.yaml': POD('a'), 'b.yaml': BAD_POD })
    expect(check(project, '--staged')).toMatchObject({ files: 1, found: ['a.yaml schema/unknown-field'] })
  })

  test('--changed-since compares with where the branch left', () => {
    const project = new Project({ 'a.yaml': POD('a'), 'b.yaml': BAD_POD })
    project.git('init', '-q')
    project.git('add', '.')
    project.git('commit', '-qm', 'first')
    project.git('checkout', '-qb', 'topic')
    project.write({ 'new.yaml': BAD_POD.replace('name: web', 'name: new'), 'sub/untracked.yaml': POD('u') })
    project.git('add', 'new.yaml')
    project.git('commit', '-qm', 'second')
    expect(check(project, '--changed-since', 'main')).toMatchObject({
      files: 2,
      found: ['new.yaml schema/unknown-field'],
    })
    expect(check(project, '--changed-since', 'main', 'sub')).toMatchObject({ files: 1, found: [] })
    expect(project.run(['check', '--changed-since', '--output', '-o', 'json']).code).toBe(2)
  })
})
