/**
 * How fast pods are placed when every node is looked at and scored.
 *
 * usage: node scripts/run.js test/bench/scheduler.ts [NODES:PODS:KIND …]
 *
 * KIND is `simple`, `zone-spread`, `anti-affinity`, `soft`, `unique`, `varied` or `preempting` (into the full nodes before it). Without arguments: a thousand nodes as the
 * real scheduler was measured, then five thousand nodes and a hundred thousand pods.
 */
import type { KubeObject } from '../../src/resource/object.ts'
import { Cluster } from '../../src/scheduler/cluster.ts'
import type { Pod, PodSpec } from '../../src/scheduler/objects.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const DEFAULT = [
  '1000:5000:simple+1000:1000:zone-spread',
  '5000:100000:simple',
  '5000:100000:zone-spread',
  '5000:100000:anti-affinity',
  '5000:100000:soft',
  '1000:5000:unique',
  '5000:100000:varied',
  '1000:80000:simple+1000:100:preempting',
]

function nodesOf(count: number): KubeObject[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `node-${String(at).padStart(5, '0')}`
    const zone = `zone-${at % 3}`
    const labels = {
      'kubernetes.io/hostname': name,
      'topology.kubernetes.io/zone': zone,
      'topology.kubernetes.io/region': 'region-1',
    }
    const allocatable = { cpu: '8', memory: '32Gi', pods: '110' }
    return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { allocatable } }
  })
}

/** Pods come from workloads of a thousand replicas each. */
const REPLICAS = 1000
/** Workloads that take turns, each with requests of its own. */
const VARIETY = 500

function podOf(kind: string, at: number): Pod {
  const app = `${kind}-${Math.floor(at / REPLICAS)}`
  const labels = { app, ...(kind === 'unique' ? { pod: `p${at}` } : {}) }
  const container = { name: 'main', image: 'app:1', resources: { requests: { cpu: '100m', memory: '128Mi' } } }
  const name = `${kind}-${at}`
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { containers: [container], ...constraintsOf(kind, app, at) },
  }
}

function constraintsOf(kind: string, app: string, at: number): PodSpec {
  const labelSelector = { matchLabels: { app } }
  const zone = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', labelSelector }
  const host = { topologyKey: 'kubernetes.io/hostname', labelSelector }
  if (kind === 'varied') {
    const requests = { cpu: `${10 + (at % VARIETY)}m`, memory: '64Mi' }
    return { containers: [{ name: 'main', image: 'app:1', resources: { requests } }] }
  }
  if (kind === 'preempting')
    return { priority: 10, containers: [{ name: 'main', resources: { requests: { cpu: '7' } } }] }
  if (kind === 'zone-spread' || kind === 'unique')
    return { topologySpreadConstraints: [{ ...zone, whenUnsatisfiable: 'DoNotSchedule' }] }
  if (kind === 'anti-affinity')
    return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [host] } } }
  if (kind === 'soft')
    return {
      topologySpreadConstraints: [{ ...zone, whenUnsatisfiable: 'ScheduleAnyway' }],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: host }],
        },
      },
    }
  return {}
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`

for (const run of process.argv.length > 2 ? process.argv.slice(2) : DEFAULT) {
  let cluster: Cluster | undefined
  let scheduler: Scheduler | undefined
  for (const phase of run.split('+')) {
    const [nodes = 0, pods = 0, kind = 'simple'] = phase
      .split(':')
      .map((part, at) => (at < 2 ? Number(part) : part)) as [number, number, string]
    cluster ??= new Cluster({ minor: 36, objects: nodesOf(nodes) })
    scheduler ??= new Scheduler(cluster)
    const start = process.cpuUsage()
    let bound = 0
    for (let at = 0; at < pods; at++) {
      const pod = podOf(kind, at)
      const decision = scheduler.decide(pod, { now: NOW })
      if (decision.node === undefined) continue
      bound++
      for (const key of decision.victims) {
        const [namespace = '', name = ''] = key.split('/')
        cluster.remove({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } })
      }
      cluster.put({ ...pod, spec: { ...pod.spec, nodeName: decision.node ?? '' } } as Pod)
    }
    const { user, system } = process.cpuUsage(start)
    const seconds = (user + system) / 1e6
    const rate = Math.round(pods / seconds)
    const memory = megabytes(process.resourceUsage().maxRSS * 1024)
    console.log(
      `${kind.padEnd(14)} ${nodes} nodes  ${pods} pods (${bound} bound)  ${seconds.toFixed(2)} s  ${rate} pods/s  peak ${memory}`,
    )
  }
}
