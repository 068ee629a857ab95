/**
 * How many Deployments a second the API server answers: decoded, defaulted, admitted and validated, warm, on one core.
 *
 * usage: node scripts/run.js test/bench/answers.ts [SECONDS]
 */
import { readFileSync } from 'node:fs'
import { ApiServer } from '../../src/apiserver/server.ts'
import { Store } from '../../src/apiserver/store.ts'
import type { KubeObject } from '../../src/resource/object.ts'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'

const seconds = Number(process.argv[2] ?? 3)
const [deployment] = readDocuments(new Source('web.yaml', readFileSync('examples/shop/before/web.yaml', 'utf8')))
const body = deployment!.value
const store = new Store()
store.put('', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } satisfies KubeObject)
const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z' })
const resource = { group: 'apps', version: 'v1', resource: 'deployments', kind: 'Deployment', namespaced: true }
const answer = () => server.create({ resource, namespace: 'shop', body, fieldValidation: 'Strict' })

const { code, status } = answer()
if (code !== 201) throw new Error(status?.message)
for (const phase of ['warm up', 'measured']) {
  const end = performance.now() + (phase === 'warm up' ? 1000 : seconds * 1000)
  const started = performance.now()
  const cpu = process.cpuUsage()
  let count = 0
  while (performance.now() < end) for (let index = 0; index < 100; index++, count++) answer()
  const spent = process.cpuUsage(cpu)
  const cpuSeconds = (spent.user + spent.system) / 1e6
  const wall = (performance.now() - started) / 1000
  console.log(
    `${phase}: ${Math.round(count / cpuSeconds)} a second of CPU, ${Math.round(count / wall)} a second of wall`,
  )
}
