import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ManifestEngine } from '../src/check/manifest-engine.ts'
import { Source } from '../src/text/source.ts'
import { alone } from './features/diagnostics.ts'
import { type Client, uriOf } from './testing/client.ts'
import { folderWith, startServer } from './testing/server.ts'
import { SHOP, unmarked } from './testing/shop.ts'
import { inFile } from './workspace/positions.ts'
import { Workspace } from './workspace/workspace.ts'

const config = (name: string, rest = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata:\n  greeting: hello\n${rest}`

async function withServer(folder: string, work: (client: Client, uri: (name: string) => string) => Promise<void>) {
  const client = startServer()
  await client.initialize([folder])
  await work(client, name => uriOf(join(folder, name)))
  await client.close()
  expect(client.errors).toEqual([])
}

test('a file of 5 MB is checked and edited', async () => {
  const long = `  long: ${'and so on '.repeat(90)}\n`
  const text = Array.from({ length: 5000 }, (_, index) => config(`a${index}`, long)).join('---\n')
  expect(text.length).toBeGreaterThan(4.9e6)
  await withServer(folderWith({ 'large.yaml': text, 'drydock.yaml': 'profile: off\n' }), async (client, uri) => {
    client.open(uri('large.yaml'), text)
    expect((await client.diagnostics(uri('large.yaml'))).diagnostics).toEqual([])
    const at = { line: 1, character: 6 }
    client.change(uri('large.yaml'), 2, [{ range: { start: at, end: at }, text: 'x' }])
    const found = await client.diagnostics(uri('large.yaml'), ({ diagnostics }) => diagnostics.length > 0)
    expect(found).toMatchObject({ version: 2, diagnostics: [{ code: 'api/unknown-kind' }] })
  })
}, 120_000)

test('one document of 5 MB is read, too', async () => {
  const text = config(
    'large',
    Array.from({ length: 100_000 }, (_, index) => `  key-${index}: ${'v'.repeat(40)}\n`).join(''),
  )
  await withServer(folderWith({ 'large.yaml': text, 'drydock.yaml': 'profile: off\n' }), async (client, uri) => {
    client.open(uri('large.yaml'), text)
    const { diagnostics } = await client.diagnostics(uri('large.yaml'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['FieldValueTooLong'])
    const position = { line: 200, character: 3 }
    await client.request('textDocument/hover', { textDocument: { uri: uri('large.yaml') }, position })
  })
}, 120_000)

test('ten thousand files in the workspace do not keep anybody waiting', async () => {
  const folder = folderWith({ 'drydock.yaml': 'profile: off\n' })
  for (let index = 0; index < 10_000; index++) {
    if (index % 100 === 0) mkdirSync(join(folder, `part-${index / 100}`))
    writeFileSync(join(folder, `part-${Math.floor(index / 100)}`, `${index}.yaml`), config(`config-${index}`))
  }
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: a:1\n      envFrom:\n        - configMapRef: { name: config-98 }\n'
  await withServer(folder, async (client, uri) => {
    const before = performance.now()
    client.open(uri('pod.yaml'), pod)
    await client.diagnostics(uri('pod.yaml'))
    expect(performance.now() - before).toBeLessThan(5000)
    const found = async () => client.request<unknown[]>('workspace/symbol', { query: 'config-9876' })
    while ((await found()).length === 0) await new Promise(done => setTimeout(done, 50))
  })
}, 120_000)

test('a broken file, a binary one and one that is gone harm nobody', async () => {
  const folder = folderWith({
    'broken.yaml': 'a: [\n\t- {\n',
    'binary.yaml': '\0\u0001\u0002',
    'good.yaml': config('good'),
  })
  await withServer(folder, async (client, uri) => {
    client.open(uri('broken.yaml'), 'a: [\n\t- {\n')
    client.open(uri('good.yaml'), config('good'))
    expect((await client.diagnostics(uri('good.yaml'))).diagnostics).toEqual([])
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: uri('gone.yaml'), type: 3 },
        { uri: uri('binary.yaml'), type: 2 },
        { uri: 'untitled:strange', type: 1 },
      ],
    })
    client.change(uri('never-opened.yaml'), 2, [{ text: '' }])
    expect(await client.request('workspace/symbol', { query: 'good' })).toHaveLength(1)
  })
})

test('what is read in pieces is told as what is read at once', async () => {
  const options = {
    minors: [36],
    unknownKinds: 'warning',
    definitions: [],
    profile: 'off',
    wantedRules: [],
    ownRules: [],
    ruleOptions: {},
    complete: false,
    assumptions: {},
  } as const
  for (const text of [
    Object.values(SHOP)
      .map(marked => unmarked(marked).text)
      .join('---\n'),
    '# first\n---\n- a list\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: A }\n...\n---\nkind: Pod\n',
    `${config('a')}---\n${config('a', '  bad: [\n')}---\r\n${config('b', 'more: 1\n')}`,
  ]) {
    const file = await new Workspace().open('untitled:a.yaml', 1, text)
    file.folder.settings = { ...file.folder.settings, engine: options }
    const source = new Source(file.name, text)
    const whole = new ManifestEngine(options).file({ source, role: 'objects', asked: false }).diagnostics
    const told = alone(file).found.map(({ at, code, message }) => ({
      code,
      message,
      start: inFile(at)!.start,
      end: inFile(at)!.end,
    }))
    expect(told).toEqual(whole.map(({ at, code, message }) => ({ code, message, start: at.start, end: at.end })))
  }
})
