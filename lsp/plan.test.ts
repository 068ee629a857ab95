import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CodeLens } from 'vscode-languageserver'
import { type Client, uriOf } from './testing/client.ts'
import { folderWith, startServer } from './testing/server.ts'

const web = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 4
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: "${image}" }]
`

const folder = folderWith({ 'web.yaml': web('web:1.0') })
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder, stdio: 'pipe' })
const textDocument = { uri: uriOf(join(folder, 'web.yaml')) }
let client: Client

beforeAll(async () => {
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  client = startServer()
  await client.initialize([folder])
  client.open(textDocument.uri, web('web:1.0'))
})
afterAll(() => client.close())

const rollouts = async () => {
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument })
  return Promise.all(lenses.filter(({ data }) => data).map(lens => client.request<CodeLens>('codeLens/resolve', lens)))
}

test('a workload that is as git has it has no plan', async () => {
  expect(await rollouts()).toEqual([])
})

test('one that was changed says how it would roll out', async () => {
  client.change(textDocument.uri, 2, [{ text: web('web:1.1') }])
  const [lens] = await rollouts()
  expect(lens!.command!.title).toMatch(/^rollout: \d+ steps, never below 3 of 4, in /)
  const plan = await client.request<{ format: string; text: string }>('workspace/executeCommand', {
    command: 'drydock.plan',
    arguments: [textDocument.uri],
  })
  expect(plan).toEqual({ format: 'markdown', text: expect.stringContaining('web:1.1') })
  const page = await client.request('workspace/executeCommand', {
    command: 'drydock.plan',
    arguments: [textDocument.uri, 'html'],
  })
  expect(page).toEqual({ format: 'html', text: expect.stringMatching(/^<!doctype html>[\s\S]*<svg/i) })
})

test('what the server refuses is no rollout, and of what cannot be read there is no plan', async () => {
  client.change(textDocument.uri, 3, [{ text: web('web:1.1').replace('replicas: 4', 'replicas: -4') }])
  expect((await rollouts()).map(({ command }) => command?.title)).toEqual(['refused'])
  client.change(textDocument.uri, 4, [{ text: 'kind: [' }])
  const plan = await client.request('workspace/executeCommand', {
    command: 'drydock.plan',
    arguments: [textDocument.uri],
  })
  expect(plan).toBeNull()
})
