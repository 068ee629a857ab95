import { timestampIn } from '../resource/cron-times.ts'
import { equal } from '../resource/json.ts'
import type { CronJob, Job } from '../resource/kinds.ts'
import { timestamp } from '../resource/pod-state.ts'
import { isTimeZone } from '../resource/time-zones.ts'
import { type Answer, type Controller, type Step, type Steps, succeeded, type World } from './controller.ts'
import { type Due, lastDue, type NextTime, scheduleOf } from './cronjob/schedule.ts'
import { isFinished, isTrue } from './job/verdict.ts'
import { controllerReference, ownersOf } from './ownership.ts'
import { again, create, normal, remove, retry, updateStatus, warning } from './steps.ts'

type Status = NonNullable<CronJob['status']>
type Moves<T> = Generator<Step, T, Answer>

const TOO_MANY = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew'

/**
 * The CronJob controller: a Job for each time of a schedule.
 *
 * Of several missed times only the last one is made up for, never a backlog. Finished Jobs are kept
 * up to a limit, the oldest go first.
 *
 * Truth: pkg/controller/cronjob/cronjob_controllerv2.go
 */
export const cronJob: Controller<'batch/CronJob'> = {
  name: 'cronjob-controller',
  kind: 'batch/CronJob',
  watches: { 'batch/Job': ownersOf('batch/CronJob', () => false) },
  *reconcile(cron: CronJob, world: World): Steps {
    const jobs = world.ownedBy(cron.metadata.uid ?? '', 'batch/Job')
    const status: Status = { ...cron.status }
    yield* takeStock(cron, jobs, status, world)
    const failed = isRescheduled(cron, world) ? yield* wait(cron, world) : yield* run(cron, jobs, status, world)
    yield* forgetOldJobs(cron, jobs, status)
    if (status.active?.length === 0) delete status.active
    if (!equal(status, cron.status ?? {})) yield updateStatus({ ...cron, status })
    if (failed) yield retry
  },
}

/** By which schedule each CronJob was looked at last, by uid. */
const schedules = new WeakMap<World, Map<string, string>>()

/**
 * A new schedule begins with its next time: what it would have been due for in the meantime is not made up for.
 *
 * Truth: cronjob_controllerv2.go updateCronJob
 */
function isRescheduled({ metadata: { uid = '' }, spec }: CronJob, world: World): boolean {
  const known = schedules.get(world) ?? new Map<string, string>()
  schedules.set(world, known)
  const before = known.get(uid)
  const now = `${spec.schedule} ${spec.timeZone ?? ''}`
  known.set(uid, now)
  return before !== undefined && before !== now && world.minor >= 21
}

function* wait(cron: CronJob, { now }: World): Moves<boolean> {
  const next = scheduleOf(cron)
  const seconds = typeof next === 'function' ? secondsToNext(cron, next, now) : undefined
  if (seconds !== undefined) yield again(seconds)
  return false
}

/** What became of the Jobs that ran. Truth: syncCronJob */
function* takeStock(cron: CronJob, jobs: readonly Job[], status: Status, world: World): Moves<void> {
  const children = new Set(jobs.map(({ metadata }) => metadata.uid))
  const active = new Set(status.active?.map(({ uid }) => uid))
  for (const job of jobs) {
    const name = job.metadata.name ?? ''
    const known = active.has(job.metadata.uid ?? '')
    if (!isFinished(job)) {
      if (!known) {
        yield warning(cron, 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`)
      }
      continue
    }
    const succeededNow = isTrue(job, 'Complete')
    if (known) {
      active.delete(job.metadata.uid ?? '')
      const what = world.minor >= 31 ? 'condition' : 'status'
      const message = `Saw completed job: ${name}, ${what}: ${succeededNow ? 'Complete' : 'Failed'}`
      yield normal(cron, 'SawCompletedJob', message)
    }
    const { completionTime } = job.status ?? {}
    if (!succeededNow || !completionTime || world.minor < 21) continue
    if (!status.lastSuccessfulTime || Date.parse(completionTime) > Date.parse(status.lastSuccessfulTime)) {
      status.lastSuccessfulTime = completionTime
    }
  }
  for (const { uid, name = '' } of status.active ?? []) {
    if (children.has(uid)) continue
    active.delete(uid)
    yield normal(cron, 'MissingJob', `Active job went missing: ${name}`)
  }
  if (status.active) status.active = status.active.filter(({ uid }) => active.has(uid))
}

/** Starts what is due. True: something was refused. */
function* run(cron: CronJob, jobs: readonly Job[], status: Status, world: World): Moves<boolean> {
  const { spec } = cron
  const { now } = world
  if (cron.metadata.deletionTimestamp !== undefined || spec.suspend) return false
  const next = scheduleOf(cron)
  if (typeof next !== 'function') {
    yield warning(cron, 'UnparseableSchedule', `unparseable schedule: "${spec.schedule}" : ${next.problem}`)
    return false
  }
  const due = lastDue(cron, next, now, true)
  if (due === 'never') {
    const why = 'time difference between two schedules is less than 1 second'
    yield warning(cron, 'InvalidSchedule', `invalid schedule: ${spec.schedule} : ${why}`)
    return false
  }
  if (due.tooMany) {
    if (world.minor < 21) {
      const why =
        'too many missed start time (> 100). Set or decrease .spec.startingDeadlineSeconds or check clock skew'
      yield warning(cron, 'FailedNeedsStart', `Cannot determine if job needs to be started: ${why}`)
    } else yield warning(cron, 'TooManyMissedTimes', TOO_MANY)
  }
  let failed = false
  if (due.at !== undefined && !(due.tooMany && world.minor < 21)) {
    failed = yield* start(cron, jobs, status, due.at, world)
    if (failed) return true
  }
  const wait = secondsToNext({ ...cron, status }, next, now)
  if (wait !== undefined) yield again(wait)
  return failed
}

/** The real controller looks a tenth of a second late, for fear of an early clock. Truth: nextScheduleTimeDuration */
function secondsToNext(cron: CronJob, next: NextTime, now: number): number | undefined {
  const due: Due | 'never' = lastDue(cron, next, now, false)
  const from = due === 'never' ? now : (due.at ?? (due.missed ? now : due.since))
  const at = next(from)
  return at === undefined ? undefined : Math.max(0, (at - now) / 1000)
}

function* start(cron: CronJob, jobs: readonly Job[], status: Status, at: number, world: World): Moves<boolean> {
  const { spec } = cron
  const { now } = world
  if (spec.startingDeadlineSeconds !== undefined && at + spec.startingDeadlineSeconds * 1000 < now) {
    yield warning(cron, 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(at)}`)
    return false
  }
  const name = `${cron.metadata.name ?? ''}-${Math.floor(at / (world.minor >= 21 ? 60_000 : 1000))}`
  const isOld = status.lastScheduleTime !== undefined && Date.parse(status.lastScheduleTime) === at
  if (isOld || status.active?.some(active => active.name === name)) return false
  if (spec.concurrencyPolicy === 'Forbid' && status.active?.length) {
    const why = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    yield normal(cron, 'JobAlreadyActive', why)
    return false
  }
  if (spec.concurrencyPolicy === 'Replace') {
    for (const { uid } of status.active ?? []) {
      const job = jobs.find(({ metadata }) => metadata.uid === uid)
      if (job && !(yield* deleteJob(cron, job, status))) return true
    }
  }
  const answer = yield create(jobFor(cron, name, at, world))
  if (!succeeded(answer)) {
    if (answer.code === 409) return false
    yield warning(cron, 'FailedCreate', `Error creating job: ${answer.status?.message ?? ''}`)
    return true
  }
  yield normal(cron, 'SuccessfulCreate', `Created job ${name}`)
  const { apiVersion, kind, metadata } = answer.object ?? { apiVersion: 'batch/v1', kind: 'Job', metadata: {} }
  const { namespace, uid, resourceVersion } = metadata
  const reference = {
    apiVersion,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  }
  status.active = [...(status.active ?? []), reference]
  status.lastScheduleTime = timestamp(at)
  return false
}

const zoneOf = ({ spec: { timeZone } }: CronJob): string => (timeZone && isTimeZone(timeZone) ? timeZone : 'UTC')

/** Truth: getJobFromTemplate2 */
function jobFor(cron: CronJob, name: string, at: number, { minor }: World): Job {
  const { metadata, spec } = cron.spec.jobTemplate
  const noted: Record<string, string> =
    minor >= 28 ? { 'batch.kubernetes.io/cronjob-scheduled-timestamp': timestampIn(zoneOf(cron), at) } : {}
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      ...(cron.metadata.namespace === undefined ? {} : { namespace: cron.metadata.namespace }),
      ...(metadata?.labels ? { labels: { ...metadata.labels } } : {}),
      annotations: { ...metadata?.annotations, ...noted },
      ownerReferences: [controllerReference(cron)],
    },
    spec: { ...spec },
  }
}

/** Truth: cleanupFinishedJobs */
function* forgetOldJobs(cron: CronJob, jobs: readonly Job[], status: Status): Moves<void> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cron.spec
  for (const [end, limit] of [
    ['Complete', successfulJobsHistoryLimit],
    ['Failed', failedJobsHistoryLimit],
  ] as const) {
    if (limit === undefined) continue
    const ended = jobs.filter(job => isTrue(job, end)).sort(byStart)
    for (const job of ended.slice(0, Math.max(0, ended.length - limit))) yield* deleteJob(cron, job, status)
  }
}

function byStart(a: Job, b: Job): number {
  const started = ({ status }: Job): number => Date.parse(status?.startTime ?? '') || Number.MAX_SAFE_INTEGER
  const names = (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1
  return started(a) - started(b) || names
}

function* deleteJob(cron: CronJob, job: Job, status: Status): Moves<boolean> {
  const answer = yield remove(job, { propagation: 'Background' })
  const name = job.metadata.name ?? ''
  if (!succeeded(answer)) {
    yield warning(cron, 'FailedDelete', `Deleted job: ${answer.status?.message ?? ''}`)
    return false
  }
  if (status.active) status.active = status.active.filter(({ uid }) => uid !== job.metadata.uid)
  yield normal(cron, 'SuccessfulDelete', `Deleted job ${name}`)
  return true
}

/** `Thu, 01 Jan 2026 00:01:00 +0000` */
const rfc1123 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000')
