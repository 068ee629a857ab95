import type { Job, Pod } from '../../resource/kinds.ts'
import { isActive, isReady, isTerminal, isTerminating } from '../../resource/pod-state.ts'
import type { Minor } from '../../resource/version.ts'
import type { World } from '../controller.ts'
import { type BackOff, backOffAfter, finishedAt, rememberedBackOff } from './back-off.ts'
import { type Indexes, parseIndexes } from './indexes.ts'
import { judgeFailure } from './policies.ts'

export const TRACKING = 'batch.kubernetes.io/job-tracking'
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index'
export const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count'
export const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count'

/** A Job and its pods as this look found them. */
export interface Attempt {
  readonly job: Job
  readonly now: number
  readonly minor: Minor
  readonly pods: readonly Pod[]
  readonly active: readonly Pod[]
  readonly ready: number
  readonly terminating: number
  readonly succeeded: number
  /** Counted before or to be counted now. */
  readonly failed: number
  readonly backOff: BackOff
  /** Only of Indexed Jobs. */
  readonly indexed?: {
    readonly completions: number
    readonly succeeded: Indexes
    /** Only with `backoffLimitPerIndex`. */
    readonly failed?: Indexes
    /** The failed pod of an index that still waits for its replacement: it is counted when that comes. */
    readonly awaiting: Map<number, Pod>
  }
}

export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed'

export const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(TRACKING) ?? false

/** Who judges failures has to wait for them. */
export const replacesOnlyFailed = ({ spec }: Job): boolean =>
  spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined

/** A pod on its way out counts as failed at once, unless the Job waits for its end. Truth: job_controller.go isPodFailed */
export const hasFailed = (pod: Pod, job: Job): boolean =>
  pod.status?.phase === 'Failed' ||
  (!replacesOnlyFailed(job) && isTerminating(pod) && pod.status?.phase !== 'Succeeded')

export const hasSucceeded = (pod: Pod): boolean => pod.status?.phase === 'Succeeded'

/** The completion index of a pod; undefined when it has none that can be read. */
export function indexOf({ metadata }: Pod): number | undefined {
  const index = Number(metadata.annotations?.[COMPLETION_INDEX] ?? '-1')
  return Number.isInteger(index) && index >= 0 ? index : undefined
}

const noted = ({ metadata }: Pod, annotation: string): number => Number(metadata.annotations?.[annotation]) || 0

export const failuresOf = (pod: Pod): { counted: number; ignored: number } => ({
  counted: noted(pod, INDEX_FAILURES),
  ignored: noted(pod, IGNORED_FAILURES),
})

/** Truth: job_controller.go syncJob, getNewFinishedPods; indexed_job_utils.go calculateSucceededIndexes */
export function attemptOf(job: Job, pods: readonly Pod[], world: World): Attempt {
  const { status = {}, spec } = job
  const completions = spec.completions ?? 0
  const valid = (pod: Pod): boolean => !isIndexed(job) || (indexOf(pod) ?? completions) < completions
  const fresh = pods.filter(pod => isTracked(pod) && valid(pod))
  const newlySucceeded = fresh.filter(hasSucceeded)
  const newlyFailed = fresh.filter(pod => hasFailed(pod, job))
  const active = pods.filter(isActive)
  const uncounted = status.uncountedTerminatedPods ?? {}
  const indexed = isIndexed(job) ? indexesOf(job, pods, newlySucceeded, newlyFailed) : undefined
  return {
    job,
    now: world.now,
    minor: world.minor,
    pods,
    active,
    ready: active.filter(isReady).length,
    terminating: pods.filter(pod => isTerminating(pod) && !isTerminal(pod)).length,
    succeeded: indexed
      ? indexed.succeeded.size
      : (status.succeeded ?? 0) + newlySucceeded.length + (uncounted.succeeded?.length ?? 0),
    failed:
      (status.failed ?? 0) +
      newlyFailed.filter(pod => judgeFailure(job, pod).action !== 'Ignore').length +
      (uncounted.failed?.length ?? 0),
    backOff: backOffAfter(rememberedBackOff(world, job.metadata.uid ?? ''), newlySucceeded, newlyFailed),
    ...(indexed ? { indexed } : {}),
  }
}

function indexesOf(
  job: Job,
  pods: readonly Pod[],
  newlySucceeded: readonly Pod[],
  newlyFailed: readonly Pod[],
): Attempt['indexed'] {
  const { spec, status = {} } = job
  const completions = spec.completions ?? 0
  const succeeded = parseIndexes(status.completedIndexes, completions)
  for (const pod of newlySucceeded) succeeded.add(indexOf(pod)!)
  const limit = spec.backoffLimitPerIndex
  const awaiting = new Map<number, Pod>()
  if (limit === undefined) return { completions, succeeded, awaiting }

  const failed = parseIndexes(status.failedIndexes, completions)
  for (const pod of newlyFailed) if (endsIndex(job, pod, limit)) failed.add(indexOf(pod)!)
  const running = new Set(pods.filter(isActive).map(indexOf))
  for (const pod of newlyFailed) {
    const index = indexOf(pod)!
    if (succeeded.has(index) || failed.has(index) || running.has(index)) continue
    const other = awaiting.get(index)
    if (!other || isLater(pod, other)) awaiting.set(index, pod)
  }
  return { completions, succeeded, failed, awaiting }
}

/** With a limit of 1 the second failure ends an index: its pod carries a count of 1. */
function endsIndex(job: Job, pod: Pod, limit: number): boolean {
  const { action } = judgeFailure(job, pod)
  return action === 'FailIndex' || (action !== 'Ignore' && failuresOf(pod).counted >= limit)
}

function isLater(pod: Pod, other: Pod): boolean {
  const count = (each: Pod): number => failuresOf(each).counted + failuresOf(each).ignored
  return count(pod) - count(other) > 0 || (count(pod) === count(other) && finishedAt(pod) > finishedAt(other))
}
