import type { CronJobSpec, CronJobStatus } from '../../../../schemas/types/batch/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { classicCronProblem, parseCronSchedule } from '../../../resource/cron-schedule.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { timeZoneProblem } from '../../../resource/time-zones.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { countGeneration, nameWarnings, SPEC, specChanged } from '../apps/workload.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { jobSpecWarnings, validateJobTemplate } from './job-spec.ts'

type CronJob = KubeObject & { spec: CronJobSpec; status?: CronJobStatus }

/** The name of a Job is that of its CronJob and eleven characters for the time. */
const MOST_NAME_BYTES = 63 - 11
const NAME = FieldPath.of('metadata', 'name')
const SCHEDULE = SPEC.child('schedule')
const ZONE = SPEC.child('timeZone')
const POLICIES = ['Allow', 'Forbid', 'Replace']

/** Truth: pkg/apis/batch/validation validateCronJobSpec */
function validateSpec(spec: CronJobSpec, errors: FieldErrors, context: Context, old?: CronJobSpec): void {
  if (spec.schedule) validateSchedule(spec.schedule, spec, errors, context, old)
  else errors.required(SCHEDULE)
  validateNonNegative(spec.startingDeadlineSeconds, errors, SPEC.child('startingDeadlineSeconds'))
  if (spec.timeZone !== undefined && spec.timeZone !== old?.timeZone) validateTimeZone(spec.timeZone, errors)
  const policy = spec.concurrencyPolicy ?? ''
  const policyPath = SPEC.child('concurrencyPolicy')
  if (policy === '') errors.required(policyPath)
  else if (!POLICIES.includes(policy)) errors.notSupported(policyPath, policy, POLICIES)
  const template = old?.jobTemplate?.spec?.template
  validateJobTemplate(spec.jobTemplate ?? {}, errors, SPEC.child('jobTemplate'), context, template)
  for (const field of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const) {
    validateNonNegative(spec[field], errors, SPEC.child(field))
  }
}

function validateSchedule(
  schedule: string,
  { timeZone }: CronJobSpec,
  errors: FieldErrors,
  { minor }: Context,
  old?: CronJobSpec,
): void {
  const parsed = minor >= 21 ? parseCronSchedule(schedule, timeZoneProblem) : { problem: classicCronProblem(schedule) }
  if ('problem' in parsed && parsed.problem) errors.invalid(SCHEDULE, schedule, parsed.problem)
  if (minor < 25 || !schedule.includes('TZ')) return
  // A zone in the schedule never was a promise, but where it stands already it may stay.
  if (minor < 29 || old?.schedule?.includes('TZ')) {
    if (timeZone === undefined) return
    errors.invalid(SCHEDULE, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')
  } else errors.invalid(SCHEDULE, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')
}

const ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/

function validateTimeZone(zone: string, errors: FieldErrors): void {
  if (zone === '') {
    errors.invalid(ZONE, zone, 'timeZone must be nil or non-empty string')
    return
  }
  const sound = (part: string): boolean =>
    part !== '.' && part !== '..' && !part.startsWith('-') && ZONE_PART.test(part)
  if (!zone.split('/').every(sound)) {
    errors.invalid(ZONE, zone, `unknown time zone ${zone}`)
    return
  }
  if (zone.toLowerCase() === 'local') {
    const why = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'
    errors.invalid(ZONE, zone, why)
  }
  const problem = timeZoneProblem(zone)
  if (problem) errors.invalid(ZONE, zone, problem)
}

/** Truth: pkg/registry/batch/cronjob/strategy.go */
export const cronJob: KindRules<CronJob> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    if (context.minor >= 21) object.metadata.generation = 1
    if (context.minor === 24) delete object.spec.timeZone
    dropDisabledTemplateFields(object.spec.jobTemplate?.spec?.template, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object.spec, errors, context)
    const { name = '' } = object.metadata
    if (byteLength(name) > MOST_NAME_BYTES) {
      errors.invalid(NAME, name, `must be no more than ${MOST_NAME_BYTES} characters`)
    }
  },
  warnings(object, context, old) {
    if (context.minor < 21) return []
    if (old && object.metadata.generation === old.metadata.generation) return []
    const path = SPEC.child('jobTemplate', 'spec')
    const told = old ? [] : nameWarnings(object, context)
    return [
      ...told,
      ...jobSpecWarnings(object.spec.jobTemplate?.spec ?? {}, path, context),
      ...zoneWarnings(object, context),
    ]
  },
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropDisabledTemplateFields(object.spec.jobTemplate?.spec?.template, old.spec.jobTemplate?.spec?.template, context)
    if (context.minor >= 21) countGeneration(object, old, specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec, errors, context, old.spec)
  },
  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate() {},
    },
  },
}

/** Before it was refused, a zone in the schedule was warned about. */
const zoneWarnings = ({ spec }: CronJob, { minor }: Context): string[] =>
  minor >= 25 && (spec.schedule?.includes('TZ') ?? false)
    ? [
        'CRON_TZ or TZ used in schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
      ]
    : []
