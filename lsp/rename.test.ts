import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CodeLens, Location, WorkspaceEdit } from 'vscode-languageserver'
import { Conversation } from './testing/conversation.ts'

const configMap = (name: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
data: { ‹key›mode: fast, level: "1" }
`

const FILES = {
  'drydock.yaml': 'profile: off\n',
  'settings.yaml': configMap('‹settings›settings'),
  'taken.yaml': configMap('taken'),
  'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: ‹service›front, namespace: shop }
spec:
  selector: { app: ‹label›web }
  ports: [{ name: ‹port›http, port: 80 }, { name: metrics, port: 81 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: front, namespace: shop }
spec:
  podSelector: { matchExpressions: [{ key: app, operator: In, values: [api, web] }] }
  ingress:
    - from:
        - podSelector: { matchLabels: { app: web } }
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: elsewhere } }
          podSelector: { matchLabels: { app: web } }
`,
  'elsewhere.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: elsewhere, labels: { app: ‹their label›web } }\n',
  'base/kustomization.yaml': 'resources: [web.yaml]\nreplicas: [{ name: ‹replicas›web, count: 2 }]\n',
  'base/web.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ‹base›web }
spec:
  template: { spec: { volumes: [{ name: a, configMap: { name: ‹config›kept } }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: kept }
`,
  'overlay/kustomization.yaml': `resources: [../base]
patches:
  - path: patch.yaml
  - path: kept.yaml
  - { target: { kind: StatefulSet, name: ‹target›web }, patch: "[]" }
  - { target: { kind: Deployment, name: web }, patch: "[]" }
`,
  'overlay/patch.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ‹patch›web }
spec:
  template: { spec: { volumes: [{ name: b, configMap: { name: kept } }] } }
`,
  'overlay/kept.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kept }\ndata: { a: b }\n',
  'other/kustomization.yaml': 'resources: [web.yaml]\nreplicas: [{ name: web, count: 3 }]\n',
  'other/web.yaml': 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web, namespace: other }\n',
}

describe('rename', () => {
  let shop: Conversation
  beforeAll(async () => {
    shop = await Conversation.begin(FILES, Object.keys(FILES))
  })
  afterAll(async () => {
    await shop.client.close()
    expect(shop.client.errors).toEqual([])
  })
  const ask = (name: string, mark: string, newName: string) =>
    shop.client.request<WorkspaceEdit>('textDocument/rename', { ...shop.at(name, mark), newName })

  test.each([
    ['settings.yaml', 'settings', 'taken', 'ConfigMap shop/taken is there already'],
    ['settings.yaml', 'key', 'level', 'Key level of ConfigMap shop/settings is there already'],
    ['service.yaml', 'port', 'metrics', 'Port metrics of Service shop/front is there already'],
    ['service.yaml', 'service', '2nd', 'no name that Kubernetes takes'],
    ['service.yaml', 'service', `a${'b'.repeat(63)}`, 'no name that Kubernetes takes'],
  ])('in %s of %s to %s is refused', async (name, mark, newName, why) => {
    await expect(ask(name, mark, newName)).rejects.toThrow(why)
  })

  const places = async (name: string, mark: string): Promise<string[]> => {
    const { documentChanges = [] } = await ask(name, mark, 'new')
    return documentChanges
      .flatMap(change => ('edits' in change ? change.edits.map(() => shop.readable(change.textDocument.uri)) : []))
      .map(text => text.trim().replaceAll('"', ''))
      .sort()
  }
  const BUILT = ['base/kustomization.yaml', 'base/web.yaml', 'overlay/kustomization.yaml', 'overlay/patch.yaml']

  test.each([
    ['a label stays within its namespace', 'service.yaml', 'label', Array(3).fill('service.yaml')],
    ['a policy looks into other namespaces', 'elsewhere.yaml', 'their label', ['elsewhere.yaml', 'service.yaml']],
    ['what overlays patch and count', 'base/web.yaml', 'base', BUILT],
    ['from a patch', 'overlay/patch.yaml', 'patch', BUILT],
    ['from a target', 'overlay/kustomization.yaml', 'target', BUILT],
    ['from what is counted', 'base/kustomization.yaml', 'replicas', BUILT],
    [
      'what a patch refers to',
      'base/web.yaml',
      'config',
      ['base/web.yaml', 'base/web.yaml', 'overlay/kept.yaml', 'overlay/patch.yaml'],
    ],
  ])('%s', async (_story, name, mark, wanted) => {
    expect(await places(name, mark)).toEqual(wanted)
  })

  test('being patched is no use of a thing', async () => {
    const lenses = await shop.client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: shop.uri('base/web.yaml') },
    })
    expect(lenses.map(({ command }) => command?.title)).toContain('named in 2 places')
  })

  test('a target leads to what is patched', async () => {
    const found = await shop.client.request<Location[]>(
      'textDocument/definition',
      shop.at('overlay/kustomization.yaml', 'target'),
    )
    expect(found.map(({ uri }) => uri)).toEqual([shop.uri('base/web.yaml')])
  })
})
