// How long an editor waits: a workspace of 5,000 objects, and someone who types in a file of 2,000 lines.
// usage: node scripts/run.js test/bench/language-server.ts [PATH TO yaml-language-server]
// With a second server (npm install yaml-language-server, anywhere), the same edits are put to it, side by side.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, type Published, uriOf } from '../../lsp/testing/client.ts'

const OBJECTS = 5000
const LINES = 2000
const KEYSTROKES = 150

const deployment = (index: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  namespace: team-${index % 20}
  labels: { app: app-${index} }
spec:
  replicas: 3
  selector:
    matchLabels: { app: app-${index} }
  template:
    metadata:
      labels: { app: app-${index}, tier: front }
    spec:
      containers:
        - name: app
          image: registry.example.com/team/app-${index}:1.${index % 40}.2
          ports:
            - { name: http, containerPort: 8080 }
          envFrom:
            - configMapRef: { name: app-${index} }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          readinessProbe:
            httpGet: { path: /healthz, port: http }
`
const service = (index: number): string => `apiVersion: v1
kind: Service
metadata: { name: app-${index}, namespace: team-${index % 20} }
spec:
  selector: { app: app-${index} }
  ports:
    - { name: http, port: 80, targetPort: http }
`
const config = (index: number): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: app-${index}, namespace: team-${index % 20} }
data:
  LOG_LEVEL: info
  GREETING: hello ${index}
`
const budget = (index: number): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: app-${index}, namespace: team-${index % 20} }
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: app-${index} }
`

const KINDS = [deployment, service, config, budget]

function workspace(): { folder: string; file: string; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'))
  let made = 0
  for (let app = 0; made < OBJECTS; app++) {
    mkdirSync(join(folder, `team-${app % 20}`), { recursive: true })
    writeFileSync(join(folder, `team-${app % 20}`, `app-${app}.yaml`), KINDS.map(make => make(app)).join('---\n'))
    made += KINDS.length
  }
  const parts: string[] = []
  for (let index = 100_000, lines = 0; lines < LINES; index++) {
    const part = KINDS.map(make => make(index)).join('---\n')
    parts.push(part)
    lines += part.split('\n').length
  }
  const text = parts.join('---\n')
  const file = join(folder, 'large.yaml')
  writeFileSync(file, text)
  return { folder, file, text }
}

/** The same documents as one `List`, which is one document. */
const asList = (text: string): string =>
  `apiVersion: v1\nkind: List\nitems:\n${text
    .split('---\n')
    .map(part =>
      part
        .trimEnd()
        .split('\n')
        .map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`))
        .join('\n'),
    )
    .join('\n')}\n`

interface Figures {
  readonly firstMs: number
  readonly keystrokes: readonly number[]
  readonly completions: readonly number[]
  readonly hovers: readonly number[]
  readonly megabytes: number
}

async function measure(
  command: readonly string[],
  at: { folder: string; file: string; text: string },
  count: number,
  settings: unknown,
): Promise<Figures> {
  const start = performance.now()
  const client = new Client(command, settings)
  const uri = uriOf(at.file)
  await client.initialize([at.folder], settings)
  client.open(uri, at.text)
  await client.diagnostics(uri)
  const firstMs = performance.now() - start
  await quiet(client)
  const lines = at.text.split('\n')
  const targets = lines.flatMap((line, index) => (/image: /.test(line) ? [index] : []))
  let version = 1
  const keystrokes: number[] = []
  const completions: number[] = []
  const hovers: number[] = []
  for (let index = 0; index < count; index++) {
    const line = targets[(index * 7) % targets.length]!
    const end = { line, character: lines[line]!.length }
    lines[line] += 'x'
    const before = performance.now()
    client.change(uri, ++version, [{ range: { start: end, end }, text: 'x' }])
    await answered(client, uri, version)
    keystrokes.push(performance.now() - before)
    // As people type, in bursts and with pauses in which the server looks at everything else again.
    await new Promise(done => setTimeout(done, 40 + ((index * 137) % 400)))
    if (index % 3 === 0) {
      completions.push(
        await timed(() =>
          client.request('textDocument/completion', {
            textDocument: { uri },
            position: { line: line + 1, character: 10 },
          }),
        ),
      )
      hovers.push(
        await timed(() =>
          client.request('textDocument/hover', { textDocument: { uri }, position: { line, character: 12 } }),
        ),
      )
    }
  }
  const megabytes = peak(client.process.pid!)
  await client.close()
  return { firstMs, keystrokes, completions, hovers, megabytes }
}

async function answered(client: Client, uri: string, version: number): Promise<void> {
  const count = client.published.length
  const fresh = (published: Published) =>
    published.version === undefined ? client.published.length > count : published.version >= version
  for (;;) {
    const found = client.published.slice(count).find(one => one.uri === uri && fresh(one))
    if (found) return
    await new Promise(done => setImmediate(done))
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** Until no more diagnostics come: the workspace has been read. */
async function quiet(client: Client): Promise<void> {
  for (let last = -1; last !== client.published.length; ) {
    last = client.published.length
    await new Promise(done => setTimeout(done, 2000))
  }
}

/** The most memory the process ever had, in megabytes. */
function peak(pid: number): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

const at = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0

function report(name: string, { firstMs, keystrokes, completions, hovers, megabytes }: Figures): void {
  const row = (what: string, numbers: readonly number[]) =>
    console.log(
      `  ${what.padEnd(26)} median ${at(numbers, 0.5).toFixed(1).padStart(7)} ms   p95 ${at(numbers, 0.95).toFixed(1).padStart(7)} ms`,
    )
  console.log(`${name}\n  ${'first diagnostics'.padEnd(26)} ${firstMs.toFixed(0)} ms after start`)
  row('keystroke to diagnostics', keystrokes)
  row('completion', completions)
  row('hover', hovers)
  console.log(`  ${'memory'.padEnd(26)} ${megabytes.toFixed(0)} MB at most`)
}

const large = workspace()
const drydock = [process.execPath, 'dist/drydock.js', 'lsp', '--stdio']
console.log(`${OBJECTS} objects, ${large.text.split('\n').length} lines in the file that is edited`)
const ours = await measure(drydock, large, KEYSTROKES, null)
report('drydock', ours)
const list = { ...large, text: asList(large.text) }
report('drydock, the file is one List', await measure(drydock, list, KEYSTROKES, null))
const other = process.argv[2]
if (other) {
  const settings = {
    schemas: { kubernetes: '*.yaml' },
    validate: true,
    completion: true,
    hover: true,
    schemaStore: { enable: false },
  }
  const theirs = await measure([process.execPath, other, '--stdio'], large, 30, settings)
  report('yaml-language-server', theirs)
  const times = at(theirs.keystrokes, 0.5) / at(ours.keystrokes, 0.5)
  console.log(`${times.toFixed(0)} times as fast, median keystroke to diagnostics`)
}
rmSync(large.folder, { recursive: true })
