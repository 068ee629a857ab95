import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { program } from '../test/cli/project.ts'
import { folderWith } from './testing/server.ts'

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: two
  selector:
    matchLabels:
      app.kubernetes.io/name: web
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
    spec:
      containers:
        - name: web
          image: web:1.2
`

interface Seen {
  readonly problem?: string
  readonly diagnostics: readonly { readonly line: number; readonly code: string }[]
  readonly hover: string
  readonly completion: readonly string[]
  readonly renamed: string
}

const hasNeovim = spawnSync('nvim', ['--version']).status === 0

test.skipIf(!hasNeovim)(
  `Neovim attaches, shows findings, hovers, completes and renames${hasNeovim ? '' : ' (skipped: nvim is not installed)'}`,
  () => {
    const folder = folderWith({ 'web.yaml': MANIFEST, 'drydock.yaml': 'profile: off\n' })
    const out = join(folder, 'seen.json')
    const script = fileURLToPath(new URL('testing/neovim.lua', import.meta.url))
    const { stderr } = spawnSync('nvim', ['--headless', '-u', 'NONE', '-c', `luafile ${script}`], {
      env: {
        ...process.env,
        DRYDOCK_NODE: process.execPath,
        DRYDOCK_PROGRAM: program(),
        DRYDOCK_FILE: join(folder, 'web.yaml'),
        DRYDOCK_OUT: out,
        XDG_STATE_HOME: folder,
      },
      timeout: 25_000,
    })
    const seen = JSON.parse(readFileSync(out, 'utf8')) as Seen
    expect(seen.problem, String(stderr)).toBeUndefined()
    expect(seen.diagnostics).toMatchObject([{ line: 6, code: 'schema/wrong-type' }])
    expect(seen.hover).toContain('**Deployment.spec.replicas** `int32`')
    expect(seen.completion).toContain('minReadySeconds')
    expect(seen.renamed).toBe(MANIFEST.replaceAll('io/name: web', 'io/name: front').trimEnd())
  },
)
