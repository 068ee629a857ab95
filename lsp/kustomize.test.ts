import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CodeAction, DocumentLink, Location, WorkspaceEdit } from 'vscode-languageserver'
import { Conversation } from './testing/conversation.ts'

const FILES = {
  'drydock.yaml':
    'profile: off\nrules: { config-exists: warning, config-key-exists: error, service-account-exists: warning }\n',
  'kustomization.yaml': `namespace: shop
resources: [web.yaml, base]
configMapGenerator:
  - name: set‹made›tings
    literals: [mode=fast]
    files: [conf/app.toml, ca=conf/ca.pem]
    envs: [settings.env]
`,
  'settings.env': '# what is said\nLEVEL=3\nTOKEN\n',
  'base/kustomization.yaml': 'resources: []\n',
  'web.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccountName: rob‹account›ot
  containers:
    - name: web
      image: web:1
      envFrom: [{ configMapRef: { name: set‹settings›tings } }]
      env:
        - { name: A, valueFrom: { configMapKeyRef: { name: settings, key: mo‹literal›de } } }
        - { name: B, valueFrom: { configMapKeyRef: { name: settings, key: app‹file›.toml } } }
        - { name: C, valueFrom: { configMapKeyRef: { name: settings, key: LE‹env›VEL } } }
        - { name: D, valueFrom: { configMapKeyRef: { name: settings, key: no‹none›ne } } }
`,
}

describe('what a Kustomization makes', () => {
  let shop: Conversation
  beforeAll(async () => {
    shop = await Conversation.begin(FILES, ['web.yaml', 'kustomization.yaml'])
  })
  afterAll(async () => {
    await shop.client.close()
    expect(shop.client.errors).toEqual([])
  })
  const ask = <T>(method: string, mark: string, more: object = {}): Promise<T> =>
    shop.client.request<T>(`textDocument/${method}`, { ...shop.at('web.yaml', mark), ...more })

  test('is there, with its keys, and what it does not make is not', async () => {
    const { diagnostics } = await shop.client.diagnostics(shop.uri('web.yaml'), one => one.diagnostics.length > 0)
    expect(diagnostics.map(({ code }) => code)).toEqual(['config-key-exists', 'service-account-exists'])
    expect(diagnostics[0]!.message).toContain('key none of ConfigMap shop/settings')
  })

  test.each(['settings', 'literal', 'file', 'env'])('is found: %s', async mark => {
    const [place] = await ask<Location[]>('definition', mark)
    expect(place?.uri).toBe(shop.uri('kustomization.yaml'))
    const { contents } = await ask<{ contents: { value: string } }>('hover', mark)
    expect(contents.value).toContain('in `kustomization.yaml`')
  })

  test('is renamed where it is made, unless its name is that of a file', async () => {
    const edit = await ask<WorkspaceEdit>('rename', 'literal', { newName: 'speed' })
    expect(shop.readable(edit.documentChanges)).toContain('"range": "5:16-5:20"')
    await expect(ask('rename', 'file', { newName: 'x' })).rejects.toThrow(/nothing here/)
    await expect(ask('rename', 'env', { newName: 'x' })).rejects.toThrow(/nothing here/)
  })

  test('is not made a second time; what is missing is, as the cure of its finding', async () => {
    const actions = async (mark: string) => {
      const range = { start: shop.at('web.yaml', mark).position, end: shop.at('web.yaml', mark).position }
      const found = await ask<CodeAction[]>('codeAction', mark, {
        range,
        context: { diagnostics: [], only: ['quickfix'] },
      })
      return found.map(({ title, diagnostics = [] }) => `${title} ${diagnostics.map(({ code }) => code).join()}`)
    }
    expect(await actions('settings')).toEqual([])
    expect(await actions('account')).toContain('Create ServiceAccount shop/robot service-account-exists')
  })

  test('links lead to files, those of folders and of keys too', async () => {
    const links = await shop.client.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: shop.uri('kustomization.yaml') },
    })
    expect(links.map(({ target }) => target)).toEqual(
      ['web.yaml', 'base/kustomization.yaml', 'conf/app.toml', 'conf/ca.pem', 'settings.env'].map(name =>
        shop.uri(name),
      ),
    )
  })
})
