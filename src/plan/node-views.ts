import type { Node } from '../resource/kinds.ts'
import { amountOf, type PodResources, podRequests } from '../resource/pod-requests.ts'
import { ANYWHERE } from './machine/nodes.ts'
import type { PodLife } from './pod-lives.ts'
import type { Scene } from './scene.ts'
import type { NodeView, PodOnNode } from './views.ts'

/** What a pod asks for: cpu in thousandths, memory in bytes. */
export function requestsOf({ pod }: PodLife): { cpu: number; memory: number } {
  const amounts = podRequests(pod.spec as object as PodResources, { sidecars: true, podLevel: true })
  return { cpu: amounts.get('cpu') ?? 0, memory: amounts.get('memory') ?? 0 }
}

/** When a pod takes its place, and until when. */
export function spanOf({ turns, existedBefore, pod }: PodLife): { from: number; until?: number } | undefined {
  if (!pod.spec.nodeName) return undefined
  const from = turns.find(({ what }) => what === 'placed')?.at ?? (existedBefore ? 0 : undefined)
  if (from === undefined) return undefined
  const until = turns.findLast(({ what }) => what === 'gone' || what === 'ended')?.at
  return { from, ...(until === undefined ? {} : { until }) }
}

/** The nodes, who is on them when, and how full they get. */
export function nodeViews({ question, machine, lives }: Scene): NodeView[] {
  if (!question.nodes) return []
  const byNode = new Map<string, PodLife[]>()
  for (const life of lives) {
    const name = life.pod.spec.nodeName
    if (name === undefined || name === ANYWHERE) continue
    const others = byNode.get(name)
    if (others) others.push(life)
    else byNode.set(name, [life])
  }
  return [...(machine.cluster.world.list('Node') as readonly Node[])]
    .map(node => viewOf(node, byNode.get(node.metadata.name ?? '') ?? []))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function viewOf({ metadata, status }: Node, lives: readonly PodLife[]): NodeView {
  const pods: PodOnNode[] = []
  const deltas: { at: number; cpu: number; memory: number }[] = []
  for (const life of lives) {
    const span = spanOf(life)
    if (!span) continue
    const { cpu, memory } = requestsOf(life)
    deltas.push({ at: life.existedBefore ? -1 : span.from, cpu, memory })
    if (span.until !== undefined) deltas.push({ at: span.until, cpu: -cpu, memory: -memory })
    pods.push({ name: `${life.namespace}/${life.name}`, workload: life.workload.name, isNew: life.isNew, ...span })
  }
  const used = (resource: 'cpu' | 'memory') => ({
    allocatable: amountOf(resource, status?.allocatable?.[resource]),
    ...courseOf(deltas.map(delta => ({ at: delta.at, by: delta[resource] }))),
  })
  pods.sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1))
  return { name: metadata.name ?? '', cpu: used('cpu'), memory: used('memory'), pods }
}

/** Before, at most, and in the end. What goes at a moment makes room for what comes at the same. */
export function courseOf(deltas: readonly { readonly at: number; readonly by: number }[]): {
  before: number
  peak: number
  after: number
} {
  let before = 0
  let now = 0
  let peak = 0
  for (const { at, by } of [...deltas].sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by
    if (at < 0) before = now
    peak = Math.max(peak, now)
  }
  return { before, peak, after: now }
}
