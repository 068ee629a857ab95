/**
 * How long `drydock plan` takes, whole process, for a git repository of so many files in which every fifth workload
 * gets a new image: from the merge base, and from a folder, without nodes and with some.
 *
 * usage: npm run build && node scripts/run.js test/bench/plan.ts [FILES] [PROGRAM]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'

const [count = '50', program = 'dist/drydock.js'] = process.argv.slice(2)
const RUNS = 9
const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'))
const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], { cwd: folder })

for (const place of ['k8s', 'old']) mkdirSync(join(folder, place))
for (let index = 0; index < Number(count); index += 1) {
  for (const place of ['k8s', 'old']) writeFileSync(join(folder, place, `app-${index}.yaml`), app(index, '1.0.0'))
}
git('init', '--quiet', '--initial-branch', 'main')
git('add', 'k8s')
git('commit', '--quiet', '--message', 'before')
git('switch', '--quiet', '--create', 'change')
for (let index = 0; index < Number(count); index += 5) {
  writeFileSync(join(folder, 'k8s', `app-${index}.yaml`), app(index, '1.1.0'))
}

measure('from the merge base', ['plan', 'k8s'])
measure('from a folder', ['plan', 'k8s', '--from', 'old'])
measure('with 20 nodes', ['plan', 'k8s', '--from', 'old', '--nodes', '20x8cpu,32Gi/3'])
measure('a first install', ['plan', 'k8s', '--from', 'nothing'])
measure('drydock version, to compare', ['version'])
rmSync(folder, { recursive: true, force: true })

function measure(what: string, args: readonly string[]): void {
  const times: number[] = []
  for (let run = 0; run <= RUNS; run += 1) {
    const begun = performance.now()
    const done = spawnSync(process.execPath, [resolve(program), ...args], { cwd: folder, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(done.stderr || `exit code ${done.status}`)
    // The first run is left out: it makes what V8 keeps of the program.
    if (run > 0) times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  console.log(
    `${what.padEnd(30)} ${Math.round(times[RUNS >> 1]!)} ms (${Math.round(times[0]!)} to ${Math.round(times.at(-1)!)})`,
  )
}

function app(index: number, version: string): string {
  const name = `app-${index}`
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: bench
spec:
  replicas: 3
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: app
          image: registry.example.com/${name}:${version}
          envFrom:
            - configMapRef: { name: ${name} }
          ports:
            - { name: http, containerPort: 8080 }
          readinessProbe:
            httpGet: { path: /ready, port: http }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: bench
spec:
  selector: { app: ${name} }
  ports:
    - { name: http, port: 80, targetPort: http }
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: bench
data:
  LOG_LEVEL: info
`
}
