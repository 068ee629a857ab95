import type { Pod } from '../resource/kinds.ts'
import { Cluster } from '../scheduler/cluster.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import { nameOfPod } from './pod-name.ts'
import type { Scene } from './scene.ts'

/** Why a pod is where it is, node by node. */
export interface Placement {
  readonly pod: string
  readonly at: number
  readonly node?: string
  readonly message?: string
  /** Nodes that would have been as good. */
  readonly best: readonly string[]
  readonly plugins: readonly string[]
  readonly rows: readonly PlacementRow[]
}

export interface PlacementRow {
  readonly node: string
  /** Why the node was rejected; absent when it was not. */
  readonly rejected?: string
  readonly total?: number
  /** In the order of `plugins`, weighted. */
  readonly scores: readonly number[]
}

type Asked = Parameters<Scheduler['decide']>[0]

/**
 * Puts the question to the scheduler once more, as the world was at the moment at which the pod was placed, or was
 * last looked at when it never was.
 */
export function placementOf({ machine, question, since, zero }: Scene, wanted: string): Placement | undefined {
  const { timeline } = machine.cluster
  const moment = momentOf(timeline, since, wanted)
  if (!moment) return undefined
  const cluster = new Cluster({ minor: question.minor })
  for (const entry of timeline.slice(0, moment.entry)) {
    if (entry.what !== 'change') continue
    if (entry.change.type === 'deleted') cluster.remove(entry.change.object)
    else cluster.put(entry.change.object)
  }
  const decision = new Scheduler(cluster).decide(moment.pod as Asked, { now: moment.at, explain: true })
  const { explanation } = decision
  const scored = [...(explanation?.scores ?? [])]
  const plugins = [...new Set(scored.flatMap(([, { plugins: own }]) => Object.keys(own)))]
  const rows: PlacementRow[] = machine.cluster.world.list('Node').map(({ metadata: { name: node = '' } }) => {
    const filter = explanation?.filters.get(node)
    const excluded = explanation?.excluded.includes(node)
    const scores = explanation?.scores.get(node)
    return {
      node,
      ...(filter
        ? { rejected: filter.reasons.join(', ') }
        : excluded
          ? { rejected: explanation!.excludedBy.join(', ') }
          : {}),
      ...(scores ? { total: scores.total } : {}),
      scores: plugins.map(plugin => scores?.plugins[plugin]?.weighted ?? 0),
    }
  })
  return {
    pod: nameOfPod(moment.pod),
    at: (moment.at - zero) / 1000,
    ...(decision.node === undefined ? {} : { node: decision.node }),
    ...(decision.message === undefined ? {} : { message: decision.message }),
    best: decision.best,
    plugins,
    rows: rows.sort((a, b) => (b.total ?? -1) - (a.total ?? -1) || (a.node < b.node ? -1 : 1)),
  }
}

/** The first pod of that name, or whose name begins so: the moment it is bound, or the last at which it is not. */
function momentOf(timeline: Scene['machine']['cluster']['timeline'], since: number, wanted: string) {
  let found: { entry: number; at: number; pod: Pod } | undefined
  for (let index = since; index < timeline.length; index += 1) {
    const entry = timeline[index]!
    if (entry.what !== 'change' || entry.change.object.kind !== 'Pod' || entry.change.type === 'deleted') continue
    const { object, before } = entry.change
    const pod = object as Pod
    const [full, name] = [nameOfPod(pod), pod.metadata.name ?? '']
    if (full !== wanted && !full.startsWith(wanted) && !name.startsWith(wanted)) continue
    if (found && nameOfPod(found.pod) !== full) continue
    const was = before as Pod | undefined
    if (was && !was.spec.nodeName && pod.spec.nodeName) return { entry: index, at: entry.at, pod: was }
    if (!pod.spec.nodeName) found = { entry: index + 1, at: entry.at, pod }
  }
  return found
}
