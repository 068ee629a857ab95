import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CompletionItem, TextEdit } from 'vscode-languageserver'
import { applyEdits } from '../src/text/edit.ts'
import { Source } from '../src/text/source.ts'
import { Conversation } from './testing/conversation.ts'
import { SHOP } from './testing/shop.ts'
import { spanOf } from './workspace/positions.ts'

/** What an editor asks and what it hears, kept in `golden/` as people would read it. */
describe('a conversation about', () => {
  let shop: Conversation
  const golden = (name: string, value: unknown) =>
    expect(shop.readable(value)).toMatchFileSnapshot(`golden/${name}.json`)
  const ask = <T>(method: string, params: unknown): Promise<T> =>
    shop.client.request<T>(`textDocument/${method}`, params)

  beforeAll(async () => {
    shop = await Conversation.begin(SHOP, ['web.yaml', 'others.yaml', 'kustomization.yaml'], {
      inlayHints: { defaults: true, totals: true },
    })
  })
  afterAll(async () => {
    await shop.client.close()
    expect(shop.client.errors).toEqual([])
  })

  test('diagnostics', async () => {
    const last = (name: string) => shop.client.published.findLast(({ uri }) => uri === shop.uri(name))?.diagnostics
    await golden('diagnostics', { 'web.yaml': last('web.yaml'), 'others.yaml': last('others.yaml') })
  })

  test('hovers', async () => {
    const places: [string, string][] = [
      ...[
        'replicas',
        'selector',
        'label',
        'image-key',
        'port',
        'reference',
        'key',
        'missing-key',
        'quantity',
        'missing',
      ].map((mark): [string, string] => ['web.yaml', mark]),
      ['web.yaml', 'apps/v1'],
      ['others.yaml', 'unused'],
      ['others.yaml', 'password: '],
      ['others.yaml', 'hunter2'],
      ['others.yaml', 'networking.k8s.io/v1beta1'],
    ]
    const said: Record<string, unknown> = {}
    for (const [name, mark] of places) said[`${name} ${mark}`] = await ask('hover', shop.at(name, mark))
    await golden('hover', said)
    expect(JSON.stringify(said)).not.toContain('hunter2-is-secret')
  })

  test('the next runs of a schedule', async () => {
    const { contents } = await ask<{ contents: { value: string } }>('hover', shop.at('others.yaml', 'schedule'))
    expect(contents.value).toMatch(/Next runs:\n(- \d{4}-\d\d-\d\d 02:30 UTC\n?){5}/)
  })

  test('definitions and references', async () => {
    const said: Record<string, unknown> = {}
    for (const mark of ['label', 'port', 'reference', 'key', 'missing', 'image']) {
      said[`definition of ${mark}`] = await ask('definition', shop.at('web.yaml', mark))
      said[`references to ${mark}`] = await ask('references', {
        ...shop.at('web.yaml', mark),
        context: { includeDeclaration: true },
      })
    }
    await golden('navigation', said)
  })

  test('highlights', async () => {
    await golden('highlights', await ask('documentHighlight', shop.at('web.yaml', 'port')))
  })

  test('renames', async () => {
    const said: Record<string, unknown> = {}
    for (const [mark, newName] of [
      ['label', 'front'],
      ['port', 'http-web'],
      ['reference', 'texts'],
      ['key', 'salute'],
    ] as const) {
      said[`${mark}, before`] = await ask('prepareRename', shop.at('web.yaml', mark))
      said[`${mark} to ${newName}`] = await ask('rename', { ...shop.at('web.yaml', mark), newName })
    }
    await golden('rename', said)
    await expect(ask('rename', { ...shop.at('web.yaml', 'port'), newName: 'No Port' })).rejects.toThrow(/no name/)
  })

  test('symbols', async () => {
    const outline = await ask('documentSymbol', shop.at('others.yaml', 'kind'))
    const found = await shop.client.request('workspace/symbol', { query: 'web' })
    await golden('symbols', { 'others.yaml': outline, 'in the workspace: web': found })
  })

  test('links', async () => {
    await golden('links', {
      kustomization: await ask('documentLink', shop.at('kustomization.yaml', 'resources')),
      'others.yaml': await ask('documentLink', shop.at('others.yaml', 'kind')),
    })
  })

  test('folding', async () => {
    await golden('folding', await ask('foldingRange', shop.at('web.yaml', 'kind')))
  })

  test('selections', async () => {
    const { textDocument, position } = shop.at('web.yaml', 'quantity')
    await golden('selection', await ask('selectionRange', { textDocument, positions: [position] }))
  })

  test('inlay hints', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
    await golden('hints', await ask('inlayHint', { ...shop.at('web.yaml', 'kind'), range }))
  })

  test('lenses', async () => {
    await golden('lenses', {
      'web.yaml': await ask('codeLens', shop.at('web.yaml', 'kind')),
      'others.yaml': await ask('codeLens', shop.at('others.yaml', 'kind')),
    })
  })

  test('quick fixes', async () => {
    const said: Record<string, unknown> = {}
    for (const [name, mark] of [
      ['web.yaml', 'image'],
      ['web.yaml', 'missing'],
      ['web.yaml', 'missing-key'],
      ['others.yaml', 'networking.k8s.io/v1beta1'],
    ] as const) {
      const { textDocument, position } = shop.at(name, mark)
      said[`${name} ${mark}`] = await ask('codeAction', {
        textDocument,
        range: { start: position, end: position },
        context: { diagnostics: [] },
      })
    }
    await golden('actions', said)
  })

  test('an upgrade that leaves an Ingress the server takes', async () => {
    const { textDocument, position } = shop.at('others.yaml', 'networking.k8s.io/v1beta1')
    const range = { start: position, end: position }
    const found = await ask<{ title: string; edit: { documentChanges: { edits: TextEdit[] }[] } }[]>('codeAction', {
      textDocument,
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    })
    const { edit } = found.find(({ title }) => title.startsWith('Upgrade'))!
    const source = new Source('others.yaml', shop.text('others.yaml'))
    const edits = edit.documentChanges[0]!.edits.map(one => ({ ...spanOf(source, one.range), text: one.newText }))
    const { text } = applyEdits(source.text, edits)
    shop.type('others.yaml', `${text}‹here›`)
    const { diagnostics } = await shop.client.diagnostics(shop.uri('others.yaml'), ({ version = 0 }) => version > 1)
    expect(diagnostics.filter(({ severity }) => severity === 1)).toEqual([])
    expect(text).toContain('# the only way in')
  })

  describe('completion', () => {
    const labels = async (marked: string): Promise<string[]> => {
      const { items } = await ask<{ items: CompletionItem[] }>('completion', shop.type('new.yaml', marked))
      return [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label)
    }
    const pod = (rest: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec:\n${rest}`

    test.each([
      ['a new text', '‹here›', ['ConfigMap', 'Deployment', 'Tunnel']],
      ['a kind', 'apiVersion: apps/v1\nkind: De‹here›', ['Deployment']],
      ['a version', 'kind: Ingress\napiVersion: ‹here›\n', ['networking.k8s.io/v1']],
      ['fields, what is needed first', pod('  ‹here›'), ['containers', 'volumes']],
      ['fields of an item', pod('  containers:\n    - name: a\n      im‹here›'), ['image', 'imagePullPolicy']],
      ['values', pod('  restartPolicy: ‹here›'), ['Always', 'Never', 'OnFailure']],
      ['truth', pod('  hostNetwork: ‹here›'), ['false', 'true']],
      ['names of ConfigMaps', pod('  volumes:\n    - name: a\n      configMap:\n        name: ‹here›'), ['settings']],
      [
        'keys of a ConfigMap',
        pod('  containers:\n  - env:\n    - valueFrom: { configMapKeyRef: { name: settings, key: ‹here›'),
        ['greeting', 'unused'],
      ],
      ['names of Secrets', pod('  imagePullSecrets:\n    - name: ‹here›'), ['login']],
      [
        'keys of Secrets, never their values',
        pod(
          '  containers:\n  - env:\n    - valueFrom:\n        secretKeyRef:\n          name: login\n          key: ‹here›',
        ),
        ['password'],
      ],
      [
        'volumes of this pod',
        pod('  containers:\n  - volumeMounts:\n    - name: ‹here›\n  volumes:\n  - name: scratch\n'),
        ['scratch'],
      ],
      ['images in use', pod('  containers:\n  - image: ‹here›'), ['nginx', 'nginx:1.29']],
      [
        'labels for a selector',
        'apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec:\n  selector:\n    ‹here›',
        ['app'],
      ],
      [
        'values of a label',
        'apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec:\n  selector:\n    app: ‹here›',
        ['web'],
      ],
      ['namespaces', 'apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: ‹here›', ['shop']],
      [
        'fields of a custom kind',
        'apiVersion: net.example.com/v1\nkind: Tunnel\nspec:\n  ‹here›',
        ['peer', 'limits', 'mode'],
      ],
      [
        'values of a custom kind',
        'apiVersion: net.example.com/v1\nkind: Tunnel\nspec: { mode: ‹here› }',
        ['safe', 'fast'],
      ],
      [
        'a scale target',
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: x, namespace: shop }\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: ‹here›',
        ['web'],
      ],
      [
        'a text that is broken above and below',
        'foo: [\n---\napiVersion: v1\nkind: Pod\nspec:\n  dnsPol‹here›\n bad\n}',
        ['dnsPolicy'],
      ],
      ['JSON', '{"apiVersion": "v1", "kind": "Pod", "spec": {"restartPolicy": "‹here›', ['Always']],
    ])('%s', async (_story, marked, wanted) => {
      const found = await labels(marked)
      expect(found.filter(label => wanted.includes(label))).toEqual(wanted)
    })

    test('fields of a Kustomization, which need not say its kind', async () => {
      const { items } = await ask<{ items: CompletionItem[] }>(
        'completion',
        shop.type('kustomization.yaml', 'res‹here›'),
      )
      expect(items.map(({ label }) => label)).toContain('resources')
    })

    test('writes what a field needs', async () => {
      const { items } = await ask<{ items: CompletionItem[] }>(
        'completion',
        shop.type('new.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  tem‹here›'),
      )
      const template = items.find(({ label }) => label === 'template')!
      await golden('completion', await shop.client.request('completionItem/resolve', template))
    })
  })
})
