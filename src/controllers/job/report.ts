import { equal } from '../../resource/json.ts'
import type { Condition, Job, JobStatus, Pod } from '../../resource/kinds.ts'
import { timestamp } from '../../resource/pod-state.ts'
import type { Answer, Step } from '../controller.ts'
import { succeeded } from '../controller.ts'
import { normal, update, updateStatus, warning } from '../steps.ts'
import { type Attempt, hasFailed, hasSucceeded, indexOf, isIndexed, isTracked } from './attempt.ts'
import { formatIndexes } from './indexes.ts'
import { type Managed, untracked } from './manage-pods.ts'
import { judgeFailure } from './policies.ts'
import { type Ending, ensure } from './verdict.ts'

type Moves<T> = Generator<Step, T, Answer>

/**
 * Counts pods that ended and lets go of them, then writes the status.
 *
 * A pod is counted once: while its finalizer is there it is not, afterwards it is. The real
 * controller notes in between whose finalizer it is about to take, for the case that it dies; here
 * nothing can come in between. A Job has ended when its pods have.
 *
 * Since 1.32 the server takes no status with more ready than active pods. A Job that waits after a
 * failure says 0 active; while another pod of it is ready, that is refused, and nothing is counted
 * until the wait is over.
 *
 * Truth: pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers, enactJobFinished;
 * pkg/apis/batch/validation RejectMoreReadyThanActivePods
 */
export function* report(
  attempt: Attempt,
  managed: Managed,
  status: JobStatus,
  ending: Ending | undefined,
): Moves<{ refused: boolean }> {
  const { job, now, minor } = attempt
  if (minor >= 32 && managed.ready > managed.active) return { refused: true }
  const counted = yield* countPods(attempt, ending, managed.changed)
  const terminating = attempt.terminating + managed.leaving
  const next = numbers(attempt, managed, status, counted, terminating)
  const over = ending && !counted.refused && (minor < 31 || terminating === 0)
  next.conditions = conditionsOf(next.conditions ?? [], ending, over ?? false, attempt)
  if (next.conditions.length === 0) delete next.conditions
  if (over && ending.end === 'Complete') next.completionTime = timestamp(now)

  let refused = counted.refused
  if (!equal(next, job.status ?? {})) {
    const answer = yield updateStatus({ ...job, status: next })
    refused ||= !succeeded(answer) && answer.code !== 404
    if (!succeeded(answer)) return { refused }
  }
  if (over) yield* finishedEvents(job, ending, next.succeeded ?? 0)
  return { refused }
}

interface Counted {
  readonly succeeded: number
  readonly failed: number
  readonly refused: boolean
}

function* countPods(attempt: Attempt, ending: Ending | undefined, changed: Managed['changed']): Moves<Counted> {
  const { job, pods } = attempt
  const count = { succeeded: 0, failed: 0, refused: false }
  for (const pod of pods) {
    if (!isTracked(pod) || !mayLetGo(attempt, pod, ending)) continue
    const answer = yield update(untracked(changed?.get(pod) ?? pod))
    if (!succeeded(answer) && answer.code !== 404) count.refused = true
    else if (hasSucceeded(pod)) count.succeeded += 1
    else if (countsAsFailed(job, pod, ending)) count.failed += 1
  }
  return count
}

/** Truth: canRemoveFinalizer */
function mayLetGo({ job, indexed }: Attempt, pod: Pod, ending: Ending | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || ending || hasSucceeded(pod)) return true
  if (!hasFailed(pod, job)) return false
  const index = indexOf(pod)
  return index === undefined || indexed?.awaiting.get(index) !== pod
}

/** Pods that a failing Job takes along count as failed, those that a success makes needless do not. */
function countsAsFailed(job: Job, pod: Pod, ending: Ending | undefined): boolean {
  if (!hasFailed(pod, job) && ending?.end !== 'Failed') return false
  if (isIndexed(job) && (indexOf(pod) ?? Number.POSITIVE_INFINITY) >= (job.spec.completions ?? 0)) return false
  return judgeFailure(job, pod).action !== 'Ignore'
}

function numbers(
  { job, minor, indexed }: Attempt,
  managed: Managed,
  status: JobStatus,
  counted: Counted,
  terminating: number,
): JobStatus {
  const { active: _, succeeded: _s, failed: _f, completedIndexes: _c, failedIndexes: _i, ...rest } = status
  const before = status.uncountedTerminatedPods ?? {}
  const done = indexed
    ? indexed.succeeded.size
    : (status.succeeded ?? 0) + counted.succeeded + (before.succeeded?.length ?? 0)
  const lost = (status.failed ?? 0) + counted.failed + (before.failed?.length ?? 0)
  const completedIndexes = indexed && formatIndexes(indexed.succeeded)
  return {
    ...rest,
    ...(managed.active > 0 ? { active: managed.active } : {}),
    ...(minor >= 24 ? { ready: managed.ready } : {}),
    ...(minor >= 29 || (minor === 28 && job.spec.podReplacementPolicy) ? { terminating } : {}),
    ...(done > 0 ? { succeeded: done } : {}),
    ...(lost > 0 ? { failed: lost } : {}),
    ...(completedIndexes ? { completedIndexes } : {}),
    ...(indexed?.failed ? { failedIndexes: formatIndexes(indexed.failed) } : {}),
    uncountedTerminatedPods: {},
  }
}

/** Since 1.31 a Job first says how it is going to end, and that it has ended when its last pod is gone. */
function conditionsOf(
  conditions: readonly Condition[],
  ending: Ending | undefined,
  over: boolean,
  { minor, now, job }: Attempt,
): Condition[] {
  if (!ending) return [...conditions]
  const { end, reason, message } = ending
  const announced = minor >= 31 || (end === 'Failed' && minor >= 26 && job.spec.podFailurePolicy)
  let next = [...conditions]
  if (announced) {
    const type = end === 'Failed' ? 'FailureTarget' : 'SuccessCriteriaMet'
    next = ensure(next, type, ['True', reason, message], now) ?? next
  }
  return over ? (ensure(next, end, ['True', reason, message], now) ?? next) : next
}

function* finishedEvents(job: Job, { end, reason, message }: Ending, done: number): Moves<void> {
  if (end === 'Failed') {
    yield warning(job, reason, message)
    return
  }
  if (job.spec.completions !== undefined && done > job.spec.completions) {
    yield warning(job, 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached')
  }
  yield normal(job, 'Completed', 'Job completed')
}
