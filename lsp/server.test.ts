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
