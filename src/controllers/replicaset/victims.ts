import type { ContainerStatus, Pod } from '../../resource/kinds.ts'
import { isReady, readySince } from '../../resource/pod-state.ts'

/**
 * Which pods go when there are too many.
 *
 * Not yet assigned before assigned; Pending before Unknown before Running; not ready before ready;
 * a lower `controller.kubernetes.io/pod-deletion-cost` first; crowded nodes first; ready more
 * recently first; more restarts first; younger first. Ages are compared on a logarithmic scale
 * (10 s and 14 s are alike, 10 s and 20 s are not); what is alike then falls to chance, which here
 * means the first by name, with the whole set of equals reported.
 *
 * Truth: pkg/controller/controller_utils.go ActivePodsWithRanks.Less, replicaset/replica_set.go getPodsToDelete
 */
export function chooseVictims(
  pods: readonly Pod[],
  count: number,
  related: ReadonlyMap<string, number>,
  now: number,
): { victims: Pod[]; alike: Pod[] } {
  if (count >= pods.length) return { victims: [...pods], alike: [] }
  const ranked = pods.map(pod => rank(pod, related)).sort((a, b) => compare(a, b, now) || compareNames(a.pod, b.pod))
  const last = ranked[count - 1]
  const next = ranked[count]
  const alike =
    last && next && compare(last, next, now) === 0
      ? ranked.filter(candidate => compare(candidate, last, now) === 0).map(({ pod }) => pod)
      : []
  return { victims: ranked.slice(0, count).map(({ pod }) => pod), alike }
}

interface Ranked {
  readonly pod: Pod
  /** Compared from left to right, smaller goes first. */
  readonly ranks: readonly number[]
  readonly readySince: number | undefined
  readonly restarts: readonly [containers: number, sidecars: number]
  readonly created: number
}

const PHASES: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 }

function rank(pod: Pod, related: ReadonlyMap<string, number>): Ranked {
  const node = pod.spec.nodeName
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {}
  const sidecars = new Set(
    pod.spec.initContainers?.filter(each => each.restartPolicy === 'Always').map(each => each.name),
  )
  return {
    pod,
    ranks: [
      node ? 1 : 0,
      PHASES[pod.status?.phase ?? ''] ?? 0,
      isReady(pod) ? 1 : 0,
      deletionCost(pod),
      node ? -(related.get(node) ?? 0) : 0,
    ],
    readySince: readySince(pod),
    restarts: [
      mostRestarts(containerStatuses),
      mostRestarts(initContainerStatuses.filter(each => sidecars.has(each.name))),
    ],
    created: Date.parse(pod.metadata.creationTimestamp ?? ''),
  }
}

const mostRestarts = (statuses: readonly ContainerStatus[]): number =>
  statuses.reduce((most, status) => Math.max(most, status.restartCount), 0)

/** Truth: pkg/apis/core/helper GetDeletionCostFromPodAnnotations; nonsense counts as 0. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? ''
  if (!/^(?:0|[1-9]\d{0,9}|-\d{1,20})$/.test(text)) return 0
  const cost = Number(text)
  return cost >= -0x80000000 && cost <= 0x7fffffff ? cost : 0
}

/** Negative when `a` goes first; 0 when chance decides. */
function compare(a: Ranked, b: Ranked, now: number): number {
  for (let index = 0; index < a.ranks.length; index += 1) {
    const difference = a.ranks[index]! - b.ranks[index]!
    if (difference !== 0) return difference
  }
  if (a.readySince !== undefined && b.readySince !== undefined && a.readySince !== b.readySince) {
    return ageBucket(a.readySince, now) - ageBucket(b.readySince, now)
  }
  return (
    b.restarts[0] - a.restarts[0] ||
    b.restarts[1] - a.restarts[1] ||
    ageBucket(a.created, now) - ageBucket(b.created, now)
  )
}

/** The whole part of log2 of the age in nanoseconds: 10 s → 33, 14 s → 33, 20 s → 34. No age is youngest. */
function ageBucket(since: number, now: number): number {
  const nanoseconds = (now - since) * 1e6
  return nanoseconds > 0 ? Math.floor(Math.log2(nanoseconds)) : -1
}

const compareNames = (a: Pod, b: Pod): number => {
  const left = a.metadata.name ?? ''
  const right = b.metadata.name ?? ''
  return left < right ? -1 : left > right ? 1 : 0
}
