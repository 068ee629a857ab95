import { describe, expect, test } from 'vitest'
import { BAD_POD, POD, Project } from './project.ts'

const deployment = (label: string, image = 'web:1') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: ${label} } }
  template:
    metadata: { labels: { app: ${label} } }
    spec:
      containers:
        - name: web
          image: "${image}"
          resources: { requests: { cpu: 10m, memory: 16Mi } }
          envFrom: [{ configMapRef: { name: settings } }]
`
const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { mode: fast }\n'

/** Findings as `file:line code: message`. */
function told(project: Project, ...args: string[]): string[] {
  const { out } = project.run(['check', '-o', 'json', ...args])
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: { file: string; start: { line: number }; code: string; message: string }[]
  }
  return diagnostics.map(({ file, start, code, message }) => `${file}:${start.line} ${code}: ${message}`)
}

function committed(files: Record<string, string>): Project {
  const project = new Project(files)
  project.git('init', '-q')
  project.git('add', '.')
  project.git('commit', '-qm', 'first')
  return project
}

describe('what a change brings', () => {
  test('what was found before is no news', () => {
    const project = committed({ 'pod.yaml': POD('web', 'nginx') })
    project.write({ 'pod.yaml': `# moved\n${POD('web', 'nginx')}  hostNetwrk: true\n` })
    expect(told(project, '--changed-since', 'main')).toEqual([
      'pod.yaml:11 schema/unknown-field: strict decoding error: unknown field "spec.hostNetwrk"',
    ])
  })

  test('a file that goes is missed where it was needed', () => {
    const project = committed({ 'web.yaml': deployment('web'), 'settings.yaml': SETTINGS })
    project.git('rm', '-q', 'settings.yaml')
    expect(told(project, '--changed-since', 'main')).toEqual([
      'web.yaml:13 config-exists: Deployment web asks for ConfigMap settings, which is not there',
    ])
  })

  test('a file that changes may refer to those that do not', () => {
    const project = committed({ 'web.yaml': deployment('web'), 'settings.yaml': SETTINGS })
    project.write({ 'web.yaml': deployment('web', 'web:2') })
    expect(told(project, '--changed-since', 'main')).toEqual([])
  })

  test('a field that cannot change', () => {
    const project = committed({ 'web.yaml': deployment('web'), 'settings.yaml': SETTINGS })
    project.write({ 'web.yaml': deployment('website') })
    const expected = [
      expect.stringMatching(/^web.yaml:5 FieldValueInvalid: spec.selector: Invalid value: .*: field is immutable$/),
    ]
    expect(told(project, '--changed-since', 'main')).toEqual(expected)
    expect(told(project, '--base', 'HEAD')).toEqual(expected)
    expect(told(project, '.')).toEqual([])
  })
})

describe('what the cluster is taken to hold', () => {
  test('a folder', () => {
    const project = new Project({
      'live/web.yaml': deployment('web'),
      'next/web.yaml': deployment('website'),
      'next/settings.yaml': SETTINGS,
    })
    expect(told(project, '--base', 'live', 'next')).toEqual([expect.stringContaining('field is immutable')])
    expect(told(project, '--base', 'live', 'next', '-k', '1.20')).toEqual([
      expect.stringContaining('field is immutable'),
    ])
  })

  test('an object that is new, or the same, is no update', () => {
    const project = new Project({
      'live/a.yaml': SETTINGS,
      'next/a.yaml': `# the same\n${SETTINGS}`,
      'next/b.yaml': POD('b'),
    })
    expect(told(project, '--base', 'live', 'next')).toEqual([])
  })

  test('a base that is not there ends in 2, with the reason', () => {
    const { code, err } = committed({ 'a.yaml': SETTINGS }).run(['check', '--base', 'nowhere'])
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('--base nowhere: it is no folder, and git knows no revision'),
    ])
  })
})

describe('which files git is asked about', () => {
  test('a path that it has not heard of is a slip, not an absence of changes', () => {
    const project = committed({ 'deploy/a.yaml': POD('a'), 'other/b.yaml': POD('b') })
    project.git('rm', '-rq', 'other')
    expect(project.run(['check', '--changed-since', 'HEAD', 'deplyo'])).toMatchObject({
      code: 2,
      err: 'drydock: deplyo: there is no such file or folder\n',
    })
    expect(project.run(['check', '--staged', '/'])).toMatchObject({
      code: 2,
      err: 'drydock: /: it lies outside of the git repository\n',
    })
    expect(project.run(['check', '--changed-since', 'HEAD', 'other']).code).toBe(0)
    expect(project.run(['check', '--staged', 'other']).code).toBe(0)
  })

  test('names that git quotes, and a folder from within', () => {
    const project = committed({ 'README.md': '' })
    project.write({ 'sub/new\nline.yaml': BAD_POD, 'sub/"ü →.yaml': BAD_POD, 'sub/deeper/a.yaml': POD('a') })
    project.git('add', '.')
    expect(told(project, '--staged').filter(one => one.includes('hostNetwrk'))).toHaveLength(2)
    const inside = (...args: string[]) => project.run(['check', ...args], { cwd: 'sub/deeper' }).code
    expect(inside('--staged')).toBe(1)
    expect(inside('--staged', '.')).toBe(0)
    expect(inside('--staged', '..')).toBe(1)
  })
})
