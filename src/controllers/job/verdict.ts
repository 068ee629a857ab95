import type { Condition, Job, Pod } from '../../resource/kinds.ts'
import { conditionOf, timestamp } from '../../resource/pod-state.ts'
import { type Attempt, hasFailed } from './attempt.ts'
import { judgeFailure, successReached } from './policies.ts'

/** How a Job is going to end. */
export interface Ending {
  readonly end: 'Complete' | 'Failed'
  readonly reason: string
  readonly message: string
}

const failure = (reason: string, message: string): Ending => ({ end: 'Failed', reason, message })

export const isTrue = ({ status }: Job, type: string): boolean =>
  conditionOf(status?.conditions, type)?.status === 'True'

export const isFinished = (job: Job): boolean => isTrue(job, 'Complete') || isTrue(job, 'Failed')

/**
 * Whether the pods found decide how the Job ends; what was decided before stands.
 *
 * Truth: pkg/controller/job/job_controller.go syncJob
 */
export function endingOf(attempt: Attempt): Ending | undefined {
  return decided(attempt.job) ?? failed(attempt) ?? failedByIndexes(attempt) ?? succeededByPolicy(attempt)
}

function decided({ status }: Job): Ending | undefined {
  for (const [type, end] of [
    ['FailureTarget', 'Failed'],
    ['SuccessCriteriaMet', 'Complete'],
  ] as const) {
    const condition = conditionOf(status?.conditions, type)
    if (condition?.status === 'True') return { end, reason: condition.reason ?? '', message: condition.message ?? '' }
  }
  return undefined
}

function failed(attempt: Attempt): Ending | undefined {
  const { job, pods } = attempt
  for (const pod of job.spec.podFailurePolicy ? pods : []) {
    const verdict = hasFailed(pod, job) ? judgeFailure(job, pod) : undefined
    if (verdict?.action === 'FailJob') return failure('PodFailurePolicy', verdict.message)
  }
  if (attempt.failed > (job.spec.backoffLimit ?? 6) || restartedTooOften(job, pods)) {
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  }
  const left = secondsToDeadline(attempt)
  if (left !== undefined && left <= 0)
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline')
  return undefined
}

/** OnFailure: the restarts of the pods that run. A limit of 0 allows no restart, a limit of 2 one. */
function restartedTooOften({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec.template.spec.restartPolicy !== 'OnFailure') return false
  let restarts = 0
  for (const { status = {} } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue
    for (const each of status.initContainerStatuses ?? []) restarts += each.restartCount
    for (const each of status.containerStatuses ?? []) restarts += each.restartCount
  }
  return restarts > 0 && restarts >= (spec.backoffLimit ?? 6)
}

/** Undefined without a deadline, and while suspended. */
export function secondsToDeadline({ job: { spec, status }, now }: Attempt): number | undefined {
  const { activeDeadlineSeconds, suspend } = spec
  if (activeDeadlineSeconds === undefined || suspend || !status?.startTime) return undefined
  return activeDeadlineSeconds - (now - Date.parse(status.startTime)) / 1000
}

function failedByIndexes({ job, indexed }: Attempt): Ending | undefined {
  if (!indexed?.failed) return undefined
  const { failed: lost, succeeded, completions } = indexed
  if (job.spec.maxFailedIndexes !== undefined && lost.size > job.spec.maxFailedIndexes) {
    const message = 'Job has exceeded the specified maximal number of failed indexes'
    return failure('MaxFailedIndexesExceeded', message)
  }
  return lost.size > 0 && lost.size + succeeded.size >= completions
    ? failure('FailedIndexes', 'Job has failed indexes')
    : undefined
}

function succeededByPolicy({ job, indexed }: Attempt): Ending | undefined {
  const message = indexed && successReached(job, indexed.succeeded)
  return message === undefined ? undefined : { end: 'Complete', reason: 'SuccessPolicy', message }
}

/** Enough pods succeeded and none is left. Without `completions` one success is enough. */
export function completed({ job, succeeded, minor }: Attempt, active: number): Ending | undefined {
  const enough = job.spec.completions === undefined ? succeeded > 0 : succeeded >= job.spec.completions
  if (!enough || active > 0) return undefined
  return minor >= 31
    ? { end: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
    : { end: 'Complete', reason: '', message: '' }
}

/** Says what is so now. A condition that never was true is not written as false. Truth: ensureJobConditionStatus */
export function ensure(
  conditions: readonly Condition[],
  type: string,
  [status, reason, message]: readonly [status: 'True' | 'False', reason: string, message: string],
  now: number,
): Condition[] | undefined {
  const current = conditionOf(conditions, type)
  if (!current && status === 'False') return undefined
  if (current?.status === status && current.reason === reason && current.message === message) return undefined
  const at = timestamp(now)
  const next: Condition = {
    type,
    status,
    lastProbeTime: at,
    lastTransitionTime: at,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }
  return [...conditions.filter(condition => condition.type !== type), next]
}
