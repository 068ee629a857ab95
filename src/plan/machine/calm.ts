import type { ControlPlane, Entry, Outcome } from '../../control-plane/index.ts'
import type { Deployment } from '../../resource/kinds.ts'

/** Longest time a plan looks ahead. */
const HORIZON_SECONDS = 24 * 3600
/** So long nothing may happen before it is calm: a minute more than a usual progress deadline. */
const PATIENCE_SECONDS = 660
/** A machine that is busier than this for one plan is not going to be calm. */
const MOST_ENTRIES = 3_000_000

/** Kinds whose comings, goings and turns are what a plan waits for. */
const STIRS = new Set(['Pod', 'ReplicaSet', 'PersistentVolumeClaim', 'Job', 'Deployment', 'StatefulSet', 'DaemonSet'])

/** Lets the machine work until nothing more happens, or until it is clear that it goes on for ever. */
export function untilCalm(cluster: ControlPlane): Outcome {
  const begun = cluster.now
  const patience = Math.max(PATIENCE_SECONDS, longestDeadline(cluster) + 60) * 1000
  let from = cluster.timeline.length
  let last = begun
  for (;;) {
    const outcome = cluster.settle()
    if (outcome.outcome === 'stalled') return outcome
    for (; from < cluster.timeline.length; from += 1) {
      const entry = cluster.timeline[from]!
      if (stirs(entry)) last = entry.at
    }
    const next = cluster.nextTimer
    if (next === undefined || next > last + patience || next > begun + HORIZON_SECONDS * 1000) return outcome
    if (from > MOST_ENTRIES) return { outcome: 'stalled', why: 'livelock', about: [] }
    const moved = cluster.advanceTo(next)
    if (moved.outcome === 'stalled') return moved
  }
}

const stirs = (entry: Entry): boolean =>
  entry.what === 'change' && STIRS.has(entry.change.object.kind) && entry.by !== 'horizontal-pod-autoscaler'

function longestDeadline(cluster: ControlPlane): number {
  let longest = 0
  for (const { spec } of cluster.world.list('apps/Deployment') as readonly Deployment[]) {
    const deadline = spec.progressDeadlineSeconds ?? 600
    if (deadline <= 7200) longest = Math.max(longest, deadline)
  }
  return longest
}
