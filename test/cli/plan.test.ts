import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deployment, READINESS, service } from '../plans.ts'
import { Project } from './project.ts'

const SECRET = (value: string) => `---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: shop }
stringData: { password: ${value} }
`
const shape = { container: READINESS }
const project = new Project({
  'old/web.yaml': deployment(shape) + service() + SECRET('hunter2-old'),
  'new/web.yaml':
    deployment({ ...shape, image: 'app:2', spec: 'strategy: { type: Recreate }, ' }) +
    service() +
    SECRET('hunter2-new'),
  'same/web.yaml': deployment(shape) + service() + SECRET('hunter2-old'),
  'empty/readme.md': 'nothing',
  'broken/web.yaml': 'kind: Pod\napiVersion: v1\na: [\n',
})
const NOW = ['--now', '2026-01-01T00:00:00Z']
const plan = (...args: string[]) => project.run(['plan', ...NOW, ...args])

describe('exit codes', () => {
  test.each([
    ['a plan', ['new', '--from', 'old'], 0, ''],
    ['a consequence that is not to be', ['new', '--from', 'old', '--fail-on', 'downtime,rejected'], 1, ''],
    ['another one', ['new', '--from', 'old', '--fail-on', 'rejected'], 0, ''],
    ['a weight', ['new', '--from', 'old', '--fail-on', 'error'], 1, ''],
    ['something would change', ['new', '--from', 'old', '--detailed-exitcode'], 2, ''],
    ['nothing would change', ['same', '--from', 'old', '--detailed-exitcode'], 0, ''],
    ['a file that cannot be read', ['broken', '--from', 'old'], 2, 'broken/web.yaml: '],
    ['the same, in detail', ['broken', '--from', 'old', '--detailed-exitcode'], 1, 'broken/web.yaml: '],
    ['a folder without manifests', ['empty', '--from', 'old'], 2, 'there are no Kubernetes objects in empty'],
    ['no such revision or folder', ['new', '--from', 'nowhere'], 2, 'there is no such file or folder'],
    ['no repository', ['new'], 2, 'this is no git repository'],
    ['a word that means no nodes', ['new', '--from', 'old', '--nodes', '3'], 2, '--nodes takes a file'],
    ['a kind of consequence that there is not', ['new', '--fail-on', 'downtme'], 2, 'did you mean `downtime`?'],
    ['a placement without nodes', ['new', '--from', 'old', '--explain-placement', 'web'], 2, 'needs nodes'],
  ])('%s', (_, args, code, err) => {
    const done = plan(...args)
    expect(done.err).toContain(err)
    expect(done.code).toBe(code)
  })
})

test('several formats at once, none with the values of a Secret', () => {
  const done = plan(
    'new',
    '--from',
    'old',
    '-o',
    'text',
    '-o',
    'json=p.json',
    '-o',
    'html=p.html',
    '-o',
    'markdown=p.md',
  )
  expect(done.out).toContain('Deployment shop/web has no available pod from 0:00 for 7 s')
  expect(done.out).toContain('data.password')
  for (const file of ['p.json', 'p.html', 'p.md'])
    expect(readFileSync(join(project.folder, file), 'utf8')).not.toContain('hunter2')
  expect(done.out).not.toContain('hunter2')
  expect(done.out).not.toContain(Buffer.from('hunter2-new').toString('base64'))
  expect(JSON.parse(readFileSync(join(project.folder, 'p.json'), 'utf8'))).toMatchObject({
    format: 1,
    outcome: 'settles',
  })
})

test('why: a walk to what caused it', () => {
  const done = plan('new', '--from', 'old', '--why', 'Deployment/shop/web')
  expect(done.out).toContain('the change changed Deployment shop/web')
})

test('the table of a placement', () => {
  const done = plan('new', '--from', 'old', '--nodes', '3x2cpu,4Gi', '--explain-placement', 'shop/web')
  expect(done.out).toMatch(/^Pod shop\/web-\S+ goes to node-\d at/)
  expect(done.out).toContain('NodeResourcesFit')
})

describe('in a repository', () => {
  const repository = new Project({ 'k8s/web.yaml': deployment(shape), 'other.yaml': service() })
  repository.git('init', '--quiet')
  repository.git('add', '.')
  repository.git('commit', '--quiet', '--message', 'old')
  repository.git('switch', '--quiet', '--create', 'mine')
  repository.write({ 'k8s/web.yaml': deployment({ ...shape, image: 'app:2' }), 'k8s/more.yaml': service() })

  test('where the branch left the main branch is what is there', () => {
    const done = repository.run(['plan', 'k8s', ...NOW])
    expect(done.out).toMatch(/^drydock plan: main at [0-9a-f]{9} → k8s/)
    expect(done.out).toContain('+ Service shop/web is created')
    expect(done.out).toContain('app:1 → app:2')
    expect(done.code).toBe(0)
    expect(repository.git('status', '--short', 'k8s')).toBe(' M k8s/web.yaml\n?? k8s/more.yaml\n')
  })

  test('a revision, by its name', () => {
    expect(repository.run(['plan', 'k8s', '--from', 'main', ...NOW]).out).toMatch(/^drydock plan: main → k8s/)
    expect(repository.run(['plan', 'k8s', '--from', 'mine~7', ...NOW]).err).toContain('git knows no revision')
  })

  test('assumptions come from drydock.yaml', () => {
    repository.write({ 'drydock.yaml': 'assumptions: { workloads: [{ image: "app:2", pods: not start }] }\n' })
    expect(repository.run(['plan', 'k8s', ...NOW]).out).toContain('never gets where it should')
  })
})

describe('a snapshot', () => {
  const list = {
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'login', namespace: 'shop', uid: 'u1', managedFields: [] },
        data: { password: 'aHVudGVyMg==' },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop', uid: 'u2' }, data: { a: 'b' } },
    ],
  }
  const KUBECTL = `
const args = process.argv.slice(2)
if (args[0] === 'api-resources') console.log('configmaps\\nevents\\nsecrets')
else if (args[0] === 'get' && args[1] === 'configmaps,secrets') console.log(${JSON.stringify(JSON.stringify(list))})
else { console.error('no: ' + args); process.exit(1) }
`
  const cluster = new Project().tool('kubectl', KUBECTL)

  test('has everything but the values of Secrets, and a plan does without them', () => {
    const done = cluster.run(['snapshot'])
    expect(done.code).toBe(0)
    expect(done.out).not.toContain('aHVudGVyMg')
    expect(done.out).not.toContain('managedFields')
    cluster.write({
      'cluster.json': done.out,
      'k/login.yaml': SECRET('other-value'),
      'k/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\ndata: { a: d }\n',
    })
    const planned = cluster.run(['plan', 'k', '--from', 'cluster.json', ...NOW])
    expect(planned.out).toContain('data.a  b → d')
    expect(planned.out).toContain('Whether the values of Secret shop/login change')
    expect(planned.out).toContain('1 to update')
  })

  test('a cluster that cannot be reached', () => {
    const done = new Project()
      .tool('kubectl', 'console.error("the connection was refused"); process.exit(1)')
      .run(['snapshot'])
    expect(done).toMatchObject({ code: 2, err: 'drydock snapshot: the connection was refused\n' })
  })
})
