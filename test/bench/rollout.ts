/**
 * How fast the whole machine rolls a Deployment out, and then rolls it over to another image.
 *
 * usage: node scripts/run.js test/bench/rollout.ts [PODS …]
 */
import type { Deployment } from '../../src/resource/kinds.ts'
import { clusterWith, deployment, node } from '../worlds.ts'

const counts = process.argv.slice(2).map(Number)

for (const replicas of counts.length > 0 ? counts : [2000]) {
  const nodes = Array.from({ length: 20 }, (_, at) => node(`n${at + 1}`))
  const cluster = clusterWith(nodes)
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }
  const timed = (what: string, act: () => void): void => {
    const entries = cluster.timeline.length
    const start = process.cpuUsage()
    act()
    const outcome = cluster.settle()
    const { user, system } = process.cpuUsage(start)
    const ready = (cluster.world.get('apps/Deployment', 'shop', 'web') as Deployment).status?.availableReplicas
    const seconds = ((user + system) / 1e6).toFixed(2)
    console.log(
      `${what.padEnd(10)} ${replicas} pods  ${seconds} s  ${cluster.timeline.length - entries} entries  ${outcome.outcome}, ${ready} available`,
    )
  }
  timed('roll out', () => cluster.create(deployment({ replicas })))
  timed('roll over', () =>
    cluster.patch(ref, { spec: { template: { spec: { containers: [{ name: 'c', image: 'app:v2' }] } } } }, 'strategic'),
  )
}
