import type { JobStatus } from '../../../../schemas/types/batch/v1.generated.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { goStruct } from '../../go-text.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { STATUS } from '../apps/workload.ts'
import { validateNonNegative } from '../object-meta.ts'
import { invalidWithoutValue } from './failure-policy.ts'
import { countIndexes, firstCommonIndex } from './indexes.ts'
import type { Job } from './job-selector.ts'

const CONDITIONS = STATUS.child('conditions')
const COMPLETION = STATUS.child('completionTime')

const has = ({ conditions = [] }: JobStatus, type: string): boolean =>
  conditions.some(condition => condition.type === type && condition.status === 'True')
const isComplete = (status: JobStatus): boolean => has(status, 'Complete')
const isFailed = (status: JobStatus): boolean => has(status, 'Failed')
const isFinished = (status: JobStatus): boolean => isComplete(status) || isFailed(status)
const meetsCriteria = (status: JobStatus): boolean => has(status, 'SuccessCriteriaMet')

/** What of the status the update changes: rules that came late are asked only about that. */
interface Change {
  readonly job: Job
  readonly status: JobStatus
  readonly old: JobStatus
  readonly errors: FieldErrors
  changed(...facts: ((status: JobStatus) => unknown)[]): boolean
}

/** Truth: pkg/apis/batch/validation ValidateJobStatusUpdate, with the options that the strategy gives it */
export function validateStatusUpdate(job: Job, stored: Job, errors: FieldErrors, { minor, gates }: Context): void {
  const status = job.status ?? {}
  const old = stored.status ?? {}
  const changed: Change['changed'] = (...facts) => facts.some(fact => !semanticallyEqual(fact(status), fact(old)))
  const change: Change = { job, status, old, errors, changed }
  validateCounts(status, errors)
  if (minor >= 22) validateUncounted(status, errors)
  const strict = gates.enabled('JobManagedBy')
  if (strict) {
    validateOutcome(change)
    validateTimes(change)
    validateFinished(change)
    validateIndexes(change)
    validatePods(change)
  }
  if (gates.enabled('JobSuccessPolicy')) validateCriteria(change)
  if (strict) validateTransitions(change)
  if (gates.enabled('JobSuccessPolicy')) validateCriteriaKept(change)
}

function validateCounts(status: JobStatus, errors: FieldErrors): void {
  for (const field of ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const) {
    validateNonNegative(status[field], errors, STATUS.child(field))
  }
}

function validateUncounted({ uncountedTerminatedPods: uncounted }: JobStatus, errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const list of ['succeeded', 'failed'] as const) {
    uncounted?.[list]?.forEach((uid, index) => {
      const path = STATUS.child('uncountedTerminatedPods', list).index(index)
      if (uid === '') errors.invalid(path, uid, 'must not be empty')
      else if (seen.has(uid)) errors.duplicate(path, uid)
      else seen.add(uid)
    })
  }
}

const refuse = ({ errors }: Change, detail: string): void => invalidWithoutValue(CONDITIONS, detail, errors)

function validateOutcome(change: Change): void {
  const { status, changed } = change
  if (!isComplete(status)) return
  if (changed(isComplete, isFailed) && isFailed(status)) {
    refuse(change, 'cannot set Complete=True and Failed=true conditions')
  }
  if (changed(isComplete, each => has(each, 'FailureTarget')) && has(status, 'FailureTarget')) {
    refuse(change, 'cannot set Complete=True and FailureTarget=true conditions')
  }
}

function validateTimes({ status, errors, changed }: Change): void {
  const { completionTime, startTime } = status
  if (changed(isComplete, each => each.completionTime)) {
    if (completionTime && !isComplete(status)) {
      errors.invalid(COMPLETION, completionTime, 'cannot set completionTime when there is no Complete=True condition')
    }
    if (!completionTime && isComplete(status)) {
      errors.required(COMPLETION, 'completionTime is required for Complete jobs')
    }
  }
  const moved = changed(
    each => each.startTime,
    each => each.completionTime,
  )
  if (moved && startTime && completionTime && Date.parse(completionTime) < Date.parse(startTime)) {
    errors.invalid(COMPLETION, completionTime, 'completionTime cannot be set before startTime')
  }
}

function validateFinished(change: Change): void {
  const { status, errors, changed } = change
  const { active = 0, startTime, uncountedTerminatedPods: uncounted } = status
  if (changed(isFailed) && isFailed(status) && !has(status, 'FailureTarget')) {
    refuse(change, 'cannot set Failed=True condition without the FailureTarget=true condition')
  }
  if (changed(isComplete) && isComplete(status) && !meetsCriteria(status)) {
    refuse(change, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition')
  }
  if (!isFinished(status)) return
  if (active > 0 && changed(isFinished, each => each.active ?? 0)) {
    errors.invalid(STATUS.child('active'), active, 'active>0 is invalid for finished job')
  }
  if (!startTime && changed(isFinished, each => each.startTime)) {
    errors.required(STATUS.child('startTime'), 'startTime is required for finished job')
  }
  const left = (uncounted?.failed?.length ?? 0) + (uncounted?.succeeded?.length ?? 0)
  if (left > 0 && changed(isFinished, each => each.uncountedTerminatedPods)) {
    const shown = goStruct({ Succeeded: uncounted?.succeeded ?? null, Failed: uncounted?.failed ?? null })
    errors.invalid(
      STATUS.child('uncountedTerminatedPods'),
      shown,
      'uncountedTerminatedPods needs to be empty for finished job',
    )
  }
}

function validateIndexes({ job, status, errors, changed }: Change): void {
  const { completedIndexes = '', failedIndexes } = status
  const { completions, backoffLimitPerIndex, completionMode } = job.spec
  const completed = STATUS.child('completedIndexes')
  const failed = STATUS.child('failedIndexes')
  const completedChanged = changed(each => each.completedIndexes ?? '')
  const failedChanged = changed(each => each.failedIndexes)
  if (completedChanged && completions !== undefined) {
    const problem = countIndexes(completedIndexes, completions)
    if (typeof problem === 'string') {
      errors.invalid(completed, completedIndexes, `error parsing completedIndexes: ${problem}`)
    }
  }
  if (failedChanged && completions !== undefined && backoffLimitPerIndex !== undefined && failedIndexes !== undefined) {
    const problem = countIndexes(failedIndexes, completions)
    if (typeof problem === 'string') errors.invalid(failed, failedIndexes, `error parsing failedIndexes: ${problem}`)
  }
  if (completedChanged && completedIndexes !== '' && completionMode !== 'Indexed') {
    errors.invalid(
      completed,
      completedIndexes,
      'cannot set non-empty completedIndexes when non-indexed completion mode',
    )
  }
  if (failedChanged && backoffLimitPerIndex === undefined && failedIndexes !== undefined) {
    errors.invalid(failed, failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null')
  }
  if ((failedChanged || completedChanged) && completions !== undefined && failedIndexes !== undefined) {
    const common = firstCommonIndex(completedIndexes, failedIndexes, completions)
    if (common === undefined) return
    errors.invalid(failed, failedIndexes, `failedIndexes and completedIndexes overlap at index: ${common}`)
  }
}

function validatePods({ status, errors, changed }: Change): void {
  const { terminating = 0, ready, active = 0 } = status
  if (terminating > 0 && isFinished(status) && changed(isFinished, each => each.terminating)) {
    errors.invalid(STATUS.child('terminating'), terminating, 'terminating>0 is invalid for finished job')
  }
  const moved = changed(
    each => each.ready,
    each => each.active ?? 0,
  )
  if (moved && ready !== undefined && ready > active) {
    errors.invalid(STATUS.child('ready'), ready, 'cannot set more ready pods than active')
  }
}

function validateCriteria(change: Change): void {
  const { job, status } = change
  const met = meetsCriteria(status)
  if (met && isFailed(status)) refuse(change, 'cannot set SuccessCriteriaMet=True and Failed=true conditions')
  if (met && has(status, 'FailureTarget')) {
    refuse(change, 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions')
  }
  if (job.spec.successPolicy && !met && isComplete(status)) {
    refuse(change, 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True')
  }
}

/** Where a job has ended it stays; counters only grow. */
function validateTransitions(change: Change): void {
  const { job, status, old, errors } = change
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (has(old, type) && !has(status, type)) refuse(change, `cannot disable the terminal ${type}=True condition`)
  }
  const { completionMode, completions, parallelism, suspend } = job.spec
  if ((status.failed ?? 0) < (old.failed ?? 0)) {
    errors.invalid(STATUS.child('failed'), status.failed ?? 0, 'cannot decrease the failed counter')
  }
  // An indexed job that is scaled down counts fewer.
  const elastic = completionMode === 'Indexed' && completions === parallelism
  if (!elastic && (status.succeeded ?? 0) < (old.succeeded ?? 0)) {
    errors.invalid(STATUS.child('succeeded'), status.succeeded ?? 0, 'cannot decrease the succeeded counter')
  }
  if (status.completionTime && old.completionTime && status.completionTime !== old.completionTime) {
    errors.invalid(COMPLETION, status.completionTime, 'field is immutable')
  }
  if (old.startTime && old.startTime !== status.startTime && !suspend) {
    const why = 'field is immutable for unsuspended job once set'
    errors.invalid(STATUS.child('startTime'), status.startTime ?? null, why)
  }
}

function validateCriteriaKept(change: Change): void {
  const { status, old } = change
  if (meetsCriteria(old) && !meetsCriteria(status))
    refuse(change, 'cannot disable the SuccessCriteriaMet=True condition')
  if (isComplete(old) && !meetsCriteria(old) && meetsCriteria(status)) {
    refuse(change, 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions')
  }
}
