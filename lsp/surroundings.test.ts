import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Client, uriOf } from './testing/client.ts'
import { folderWith, startServer } from './testing/server.ts'

const OFF = { 'drydock.yaml': 'profile: off\nrules: { config-key-exists: error }\n' }
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: b }\n'
const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: web:1
      env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: other } } }]
`
const OLD = `apiVersion: batch/v1beta1
kind: CronJob
metadata: { name: a }
spec:
  schedule: "* * * * *"
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:1" }] } } } }
`
const WRONG = 'apiVersion: v1\nkind: Pod\nspec: 3\n'

function start(settings: unknown = null): Client {
  const client = startServer(settings)
  onTestFinished(async () => {
    await client.close()
    expect(client.errors).toEqual([])
  })
  return client
}
const codes = (client: Client, uri: string, wanted: readonly string[]) =>
  client.diagnostics(uri, ({ diagnostics }) => diagnostics.map(({ code }) => code).join() === wanted.join())
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise(done => setTimeout(done, 20))
}

describe('what happens around a text', () => {
  test('a folder goes with all that is in it, and another one comes', async () => {
    const folder = folderWith({ ...OFF, 'pod.yaml': POD, 'sub/config.yaml': CONFIG })
    const client = start()
    await client.initialize([folder])
    const pod = uriOf(join(folder, 'pod.yaml'))
    client.open(pod, POD)
    await codes(client, pod, ['config-key-exists'])
    rmSync(join(folder, 'sub'), { recursive: true })
    const tell = (name: string, type: number) =>
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(join(folder, name)), type }] })
    tell('sub', 3)
    await codes(client, pod, [])
    mkdirSync(join(folder, 'again'))
    writeFileSync(join(folder, 'again', 'config.yaml'), CONFIG)
    tell('again', 1)
    await codes(client, pod, ['config-key-exists'])
  })

  test('what is left out by the settings or by git stays out when it changes or is opened', async () => {
    const folder = folderWith({
      'drydock.yaml': 'profile: off\npaths: { exclude: [vendor] }\n',
      '.gitignore': 'build/\n',
      'vendor/pod.yaml': WRONG,
      'build/pod.yaml': POD,
      'node_modules/a/pod.yaml': POD,
    })
    const client = start()
    await client.initialize([folder])
    const vendor = uriOf(join(folder, 'vendor/pod.yaml'))
    client.open(vendor, WRONG)
    expect((await client.diagnostics(vendor)).diagnostics).toEqual([])
    client.notify('workspace/didChangeWatchedFiles', {
      changes: ['build/pod.yaml', 'node_modules/a/pod.yaml'].map(name => ({ uri: uriOf(join(folder, name)), type: 2 })),
    })
    expect(await client.request('workspace/symbol', { query: '' })).toEqual([])
  })

  test('folders are added and removed under open texts', async () => {
    const [here, there] = [
      folderWith(OFF),
      folderWith({ 'drydock.yaml': 'profile: off\nkubernetesVersions: ["1.20"]\n' }),
    ]
    const client = start()
    await client.initialize([here])
    const uri = uriOf(join(there, 'old.yaml'))
    client.open(uri, OLD)
    const isRemoved = () => client.diagnostics(uri, ({ diagnostics }) => diagnostics[0]?.code === 'api/removed')
    await isRemoved()
    const change = (added: string[], removed: string[]) =>
      client.notify('workspace/didChangeWorkspaceFolders', {
        event: {
          added: added.map(path => ({ uri: uriOf(path), name: 'x' })),
          removed: removed.map(path => ({ uri: uriOf(path), name: 'x' })),
        },
      })
    change([there], [])
    await codes(client, uri, [])
    change([], [there])
    await isRemoved()
  })

  test('a text that was never saved knows the only folder there is', async () => {
    const folder = folderWith({ ...OFF, 'config.yaml': CONFIG })
    const client = start()
    await client.initialize([folder])
    const uri = 'untitled:Untitled-1'
    client.open(
      uri,
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  volumes:\n  - configMap:\n      name: ',
    )
    await until(async () => {
      const { items } = await client.request<{ items: { label: string }[] }>('textDocument/completion', {
        textDocument: { uri },
        position: { line: 6, character: 12 },
      })
      return items.some(({ label }) => label === 'settings')
    })
  })

  test('a new template of a chart is none of our business from its first letter', async () => {
    const folder = folderWith({ 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n' })
    const client = start()
    await client.initialize([folder])
    const uri = uriOf(join(folder, 'chart/templates/new.yaml'))
    client.open(uri, WRONG)
    expect((await client.diagnostics(uri)).diagnostics).toEqual([])
  })

  test('a definition that is being written goes before what is on disk, wherever the settings look for it', async () => {
    const definition = (type: string) => `apiVersion: apiextensions.k8s.io/v1
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
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: ${type} } } } }
`
    const elsewhere = folderWith({ 'more.yaml': definition('integer').replaceAll(/tunnel/gi, 'bridge') })
    const folder = folderWith({
      'drydock.yaml': `profile: off\ncrds: [definitions, ${elsewhere}]\n`,
      'definitions/tunnel.yaml': definition('integer'),
    })
    const client = start()
    await client.initialize([folder], {}, { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } })
    const tunnel = uriOf(join(folder, 'tunnel.yaml'))
    client.open(tunnel, 'apiVersion: net.example.com/v1\nkind: Tunnel\nmetadata: { name: a }\nspec: text\n')
    const isOfType = (type: string) =>
      client.diagnostics(tunnel, one => one.diagnostics[0]?.message.includes(type) ?? false)
    await isOfType('integer')
    client.open(uriOf(join(folder, 'definitions/tunnel.yaml')), definition('string'))
    await codes(client, tunnel, [])
    const bridge = uriOf(join(folder, 'bridge.yaml'))
    client.open(bridge, 'apiVersion: net.example.com/v1\nkind: bridge\nmetadata: { name: a }\nspec: text\n')
    await client.diagnostics(bridge, ({ diagnostics }) => diagnostics.length > 0)
    writeFileSync(join(elsewhere, 'more.yaml'), definition('string').replaceAll(/tunnel/gi, 'bridge'))
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(join(elsewhere, 'more.yaml')), type: 2 }],
    })
    await codes(client, bridge, [])
  })
})

describe('settings of the editor', () => {
  test('hold from the beginning, for each folder its own', async () => {
    const [old, now] = [folderWith({ ...OFF, 'a.yaml': OLD }), folderWith({ ...OFF, 'a.yaml': OLD })]
    const client = start((folder?: string) => ({ kubernetesVersions: folder === uriOf(old) ? ['1.20'] : ['1.30'] }))
    await client.initialize([old, now])
    client.open(uriOf(join(old, 'a.yaml')), OLD)
    client.open(uriOf(join(now, 'a.yaml')), OLD)
    await codes(client, uriOf(join(now, 'a.yaml')), ['api/removed'])
    await codes(client, uriOf(join(old, 'a.yaml')), [])
  })
})

describe('an editor', () => {
  test('is asked to look again at its lenses and hints when the folder is known', async () => {
    const client = start()
    const folder = folderWith({ ...OFF, 'pod.yaml': POD })
    const can = { refreshSupport: true }
    await client.initialize([folder], {}, { workspace: { codeLens: can, inlayHint: can } })
    await until(() => client.asked.includes('workspace/codeLens/refresh'))
    await until(() => client.asked.includes('workspace/inlayHint/refresh'))
  })

  test('that can do nothing gets what it understands', async () => {
    const client = start()
    const folder = folderWith({ ...OFF, 'config.yaml': CONFIG })
    const { capabilities } = (await client.initialize([folder], {}, { general: { positionEncodings: ['utf-8'] } })) as {
      capabilities: object
    }
    expect(capabilities).toMatchObject({ positionEncoding: 'utf-16', renameProvider: true })
    const uri = uriOf(join(folder, 'pod.yaml'))
    client.open(uri, POD)
    const textDocument = { uri }
    const line = POD.split('\n')[7]!
    const at = (line: number, character: number) => ({ textDocument, position: { line, character } })
    await codes(client, uri, ['config-key-exists'])
    expect(await client.request('textDocument/hover', at(6, 8))).toMatchObject({
      contents: { kind: 'plaintext', value: expect.stringMatching(/^Pod.spec.containers.image string\n/) },
    })
    const renamed = await client.request('textDocument/rename', {
      ...at(7, line.indexOf('settings') + 2),
      newName: 'texts',
    })
    expect(Object.keys((renamed as { changes: object }).changes).sort()).toEqual([
      uriOf(join(folder, 'config.yaml')),
      uri,
    ])
    const [action] = await client.request<object[]>('textDocument/codeAction', {
      textDocument,
      range: { start: at(7, line.indexOf('other')).position, end: at(7, line.indexOf('other')).position },
      context: { diagnostics: [] },
    })
    expect(action).toMatchObject({ edit: { changes: {} } })
    const symbols = await client.request<object[]>('textDocument/documentSymbol', { textDocument })
    expect(symbols).toContainEqual(
      expect.objectContaining({ name: 'image', containerName: 'web', location: { uri, range: expect.anything() } }),
    )
    const { items } = await client.request<{ items: { label: string; textEdit: { newText: string } }[] }>(
      'textDocument/completion',
      at(6, 6),
    )
    expect(items.find(({ label }) => label === 'livenessProbe')?.textEdit.newText).not.toContain('$')
    client.open('untitled:a', '')
    const whole = await client.request<typeof items extends infer I ? { items: I } : never>('textDocument/completion', {
      textDocument: { uri: 'untitled:a' },
      position: { line: 0, character: 0 },
    })
    const manifest = whole.items.find(({ label }) => label === 'Service')!.textEdit.newText
    expect(manifest).toContain('kind: Service\nmetadata:\n  name: name\n')
  })
})
