import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, uriOf } from './testing/client.ts'
import { folderWith, startServer } from './testing/server.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: web:1.2
`
const BUDGET = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 2
  selector:
    matchLabels: { app: web }
`

describe('a text in an editor', () => {
  let client: Client
  const folder = folderWith({
    'web.yaml': DEPLOYMENT,
    'budget.yaml': BUDGET,
    'drydock.yaml': 'profile: off\nrules: { budget-leaves-room: error }\n',
    'compose.yaml': 'services:\n  web:\n    image: web\n',
    'kustomization.yaml': 'resources: [web.yaml]\npatches:\n  - path: patch.yaml\n',
    'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n',
  })
  const uri = (name: string) => uriOf(join(folder, name))
  beforeAll(async () => {
    client = startServer()
    await client.initialize([folder])
  })
  afterAll(async () => {
    expect(await client.close()).toBe(0)
    expect(client.errors).toEqual([])
  })

  test('is checked when it is opened and after each change', async () => {
    client.open(uri('web.yaml'), DEPLOYMENT)
    expect((await client.diagnostics(uri('web.yaml'))).diagnostics).toEqual([])
    const at = { line: 5, character: 12 }
    client.change(uri('web.yaml'), 2, [{ range: { start: at, end: { line: 5, character: 13 } }, text: 'two' }])
    const { diagnostics } = await client.diagnostics(uri('web.yaml'), ({ version }) => version === 2)
    expect(diagnostics).toMatchObject([
      { range: { start: at, end: { line: 5, character: 15 } }, severity: 1, code: 'schema/wrong-type' },
    ])
    client.change(uri('web.yaml'), 3, [{ range: { start: at, end: { line: 5, character: 15 } }, text: '2' }])
    expect((await client.diagnostics(uri('web.yaml'), ({ version }) => version === 3)).diagnostics).toEqual([])
  })

  test('is judged against the others, unsaved ones too, and shows the second place', async () => {
    client.open(uri('budget.yaml'), BUDGET)
    const { diagnostics } = await client.diagnostics(uri('budget.yaml'), one => one.diagnostics.length > 0)
    expect(diagnostics).toMatchObject([
      {
        code: 'budget-leaves-room',
        range: { start: { line: 5, character: 16 } },
        relatedInformation: [{ location: { uri: uri('web.yaml'), range: { start: { line: 5 } } } }],
      },
    ])
    const two = { start: { line: 5, character: 12 }, end: { line: 5, character: 13 } }
    client.change(uri('web.yaml'), 4, [{ range: two, text: '4' }])
    await client.diagnostics(uri('budget.yaml'), one => one.diagnostics.length === 0)
  })

  test('is left alone when it is no manifest, or only a part of one', async () => {
    client.open(uri('compose.yaml'), 'services:\n  web:\n    image: web\n')
    expect((await client.diagnostics(uri('compose.yaml'))).diagnostics).toEqual([])
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n'
    client.open(uri('patch.yaml'), patch)
    expect((await client.diagnostics(uri('patch.yaml'), one => one.diagnostics.length === 0)).diagnostics).toEqual([])
  })
})

test('a wish not to hear of something is granted, and said to be in vain where it is', async () => {
  const pod = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      # drydock-ignore image-has-tag: a sandbox\n      image: ${image}\n`
  const folder = folderWith({ 'drydock.yaml': 'profile: off\nrules: { image-has-tag: warning }\n' })
  const client = startServer()
  await client.initialize([folder])
  const uri = uriOf(join(folder, 'pod.yaml'))
  client.open(uri, pod('nginx'))
  expect((await client.diagnostics(uri)).diagnostics).toEqual([])
  client.change(uri, 2, [{ text: pod('nginx:1.29') }])
  const { diagnostics } = await client.diagnostics(uri, one => one.diagnostics.length > 0)
  expect(diagnostics).toMatchObject([{ code: 'ignore/unused', tags: [1], range: { start: { line: 6 } } }])
  const range = diagnostics[0]!.range
  const actions = await client.request<{ title: string }[]>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics: [] },
  })
  expect(actions.map(({ title }) => title)).toContain('Remove it')
  await client.close()
})

describe('what holds in a folder', () => {
  const POD =
    'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { minAvailable: 1, selector: { matchLabels: { a: b } } }\n'

  test('each folder has its own releases, by its drydock.yaml or by the editor', async () => {
    const [old, now] = [
      folderWith({ 'a.yaml': POD, 'drydock.yaml': 'kubernetesVersions: ["1.24"]\nprofile: off\n' }),
      folderWith({ 'a.yaml': POD, 'drydock.yaml': 'profile: off\n' }),
    ]
    const client = startServer({ kubernetesVersions: ['1.30', '1.36'] })
    await client.initialize([old, now])
    client.open(uriOf(join(old, 'a.yaml')), POD)
    client.open(uriOf(join(now, 'a.yaml')), POD)
    expect((await client.diagnostics(uriOf(join(old, 'a.yaml')))).diagnostics).toMatchObject([
      { code: 'api/deprecated' },
    ])
    expect((await client.diagnostics(uriOf(join(now, 'a.yaml')))).diagnostics).toMatchObject([{ code: 'api/removed' }])
    await client.close()
  })

  test('drydock.yaml itself is checked as it is written', async () => {
    const folder = folderWith({ 'drydock.yaml': 'profile: off\n' })
    const uri = uriOf(join(folder, 'drydock.yaml'))
    const client = startServer()
    await client.initialize([folder])
    client.open(uri, 'profil: off\n')
    const { diagnostics } = await client.diagnostics(uri)
    expect(diagnostics).toMatchObject([{ code: 'config/unknown-key', range: { start: { line: 0, character: 0 } } }])
    await client.close()
  })

  test('settings that change hold at once', async () => {
    const folder = folderWith({ 'a.yaml': POD, 'drydock.yaml': 'profile: off\n' })
    const uri = uriOf(join(folder, 'a.yaml'))
    const client = startServer()
    await client.initialize([folder])
    client.open(uri, POD)
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics[0]?.code === 'api/removed')
    writeFileSync(join(folder, 'drydock.yaml'), 'kubernetesVersions: ["1.20"]\nprofile: off\n')
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(join(folder, 'drydock.yaml')), type: 2 }],
    })
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0)
    await client.close()
  })

  const tunnel = (type: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tunnels.net.example.com }
spec:
  group: net.example.com
  names: { kind: Tunnel, plural: tunnels, singular: tunnel, listKind: TunnelList }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { peer: { type: ${type} } } } } }
`

  test('a definition that is typed in holds for its objects at once', async () => {
    const object = 'apiVersion: net.example.com/v1\nkind: Tunnel\nmetadata: { name: a }\nspec: { peer: 3 }\n'
    const folder = folderWith({ 'tunnel.yaml': object, 'drydock.yaml': 'profile: off\n' })
    const uri = (name: string) => uriOf(join(folder, name))
    const client = startServer()
    await client.initialize([folder])
    client.open(uri('tunnel.yaml'), object)
    await client.diagnostics(uri('tunnel.yaml'), ({ diagnostics }) => diagnostics[0]?.code === 'api/no-definition')
    client.open(uri('crd.yaml'), tunnel('string'))
    await client.diagnostics(uri('tunnel.yaml'), ({ diagnostics }) => /spec.peer/.test(diagnostics[0]?.message ?? ''))
    client.change(uri('crd.yaml'), 2, [{ text: tunnel('integer') }])
    await client.diagnostics(uri('tunnel.yaml'), ({ diagnostics }) => diagnostics.length === 0)
    await client.close()
  })

  test('a limit elsewhere in the folder has its say', async () => {
    const limit =
      'apiVersion: v1\nkind: LimitRange\nmetadata: { name: a }\nspec: { limits: [{ type: Container, max: { memory: 1Gi } }] }\n'
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - { name: a, image: a:1, resources: { limits: { memory: 2Gi } } }\n'
    const folder = folderWith({ 'limit.yaml': limit, 'pod.yaml': pod, 'drydock.yaml': 'profile: off\n' })
    const client = startServer()
    await client.initialize([folder])
    const uri = uriOf(join(folder, 'pod.yaml'))
    client.open(uri, pod)
    const { diagnostics } = await client.diagnostics(uri, one => one.diagnostics.length > 0)
    expect(diagnostics[0]!.message).toContain('maximum memory usage per Container is 1Gi')
    await client.close()
  })
})
