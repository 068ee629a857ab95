import type { JobSpec, JobTemplateSpec } from '../../../../schemas/types/batch/v1.generated.ts'
import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { templateOptions } from '../core/pod-options.ts'
import { validatePodTemplateSpec } from '../core/pod-template.ts'
import { podTemplateWarnings } from '../core/pod-warnings.ts'
import { selectorText } from '../label-selector.ts'
import { validateNonNegative } from '../object-meta.ts'
import { validateFailurePolicy } from './failure-policy.ts'
import { successPolicyText, validateSuccessPolicy } from './success-policy.ts'

const MOST_PARALLEL_INDEXES = 100_000
const MOST_FAILED_INDEXES = 100_000
const MANY_COMPLETIONS = 100_000
const MOST_AT_MANY = 10_000
const MOST_MANAGER_BYTES = 63

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
] as const

/** What a Job and the template of a CronJob share. Truth: pkg/apis/batch/validation validateJobSpec */
export function validateSpec(
  spec: JobSpec,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
  old?: PodTemplateSpec,
): void {
  for (const field of COUNTS) validateNonNegative(spec[field], errors, path.child(field))
  if (spec.maxFailedIndexes !== undefined) {
    validateNonNegative(spec.maxFailedIndexes, errors, path.child('maxFailedIndexes'))
    if (spec.backoffLimitPerIndex === undefined) {
      errors.required(path.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified')
    }
  }
  if (spec.managedBy !== undefined) validateManager(spec.managedBy, errors, path.child('managedBy'))
  validateCompletionMode(spec, errors, path)
  if (spec.podFailurePolicy) validateFailurePolicy(spec, errors, path.child('podFailurePolicy'))
  if (spec.successPolicy) {
    const at = path.child('successPolicy')
    if (spec.completionMode === 'Indexed') validateSuccessPolicy(spec, errors, at)
    else errors.invalid(at, successPolicyText(spec.successPolicy), 'requires indexed completion mode')
  }
  validateReplacement(spec, errors, path.child('podReplacementPolicy'))
  validatePodTemplateSpec(spec.template ?? {}, errors, path.child('template'), templateOptions(context, old))
  validateRestart(spec, errors, path.child('template', 'spec', 'restartPolicy'))
}

function validateManager(manager: string, errors: FieldErrors, path: FieldPath): void {
  validateDomainPrefixedPath(manager, errors, path)
  if (byteLength(manager) > MOST_MANAGER_BYTES) errors.tooLong(path, MOST_MANAGER_BYTES)
}

/** Truth: apimachinery/pkg/util/validation IsDomainPrefixedPath */
function validateDomainPrefixedPath(value: string, errors: FieldErrors, path: FieldPath): void {
  if (value === '') {
    errors.required(path)
    return
  }
  const slash = value.indexOf('/')
  if (slash <= 0 || slash === value.length - 1) {
    errors.invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')
    return
  }
  const host = value.slice(0, slash)
  for (const complaint of dnsSubdomain(host)) errors.invalid(path, host, complaint)
  const rest = value.slice(slash + 1)
  if (!HTTP_PATH.test(rest)) errors.invalid(path, rest, HTTP_PATH_COMPLAINT)
}

const HTTP_PATH_TEXT = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"
const HTTP_PATH = new RegExp(`^${HTTP_PATH_TEXT}$`)
const HTTP_PATH_COMPLAINT = `Invalid path (regex used for validation is '${HTTP_PATH_TEXT}')`

function validateCompletionMode(spec: JobSpec, errors: FieldErrors, path: FieldPath): void {
  const { completionMode: mode, backoffLimitPerIndex, maxFailedIndexes } = spec
  if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed') {
    errors.notSupported(path.child('completionMode'), mode, ['NonIndexed', 'Indexed'])
  }
  if (mode === 'Indexed') validateIndexed(spec, errors, path)
  if (mode !== undefined && mode !== 'NonIndexed') return
  const why = 'requires indexed completion mode'
  if (backoffLimitPerIndex !== undefined) {
    errors.invalid(path.child('backoffLimitPerIndex'), backoffLimitPerIndex, why)
  }
  if (maxFailedIndexes !== undefined) errors.invalid(path.child('maxFailedIndexes'), maxFailedIndexes, why)
}

function validateIndexed(
  { completions, parallelism = 0, maxFailedIndexes: failed, backoffLimitPerIndex }: JobSpec,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (completions === undefined) errors.required(path.child('completions'), 'when completion mode is Indexed')
  if (parallelism > MOST_PARALLEL_INDEXES) {
    const why = `must be less than or equal to ${MOST_PARALLEL_INDEXES} when completion mode is Indexed`
    errors.invalid(path.child('parallelism'), parallelism, why)
  }
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.invalid(path.child('maxFailedIndexes'), failed, 'must be less than or equal to completions')
  }
  if (failed !== undefined && failed > MOST_FAILED_INDEXES) {
    errors.invalid(path.child('maxFailedIndexes'), failed, `must be less than or equal to ${MOST_FAILED_INDEXES}`)
  }
  if (completions === undefined || completions <= MANY_COMPLETIONS || backoffLimitPerIndex === undefined) return
  const why = `must be less than or equal to ${MOST_AT_MANY} when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`
  if (failed === undefined) {
    const missing = `must be specified when completions is above ${MANY_COMPLETIONS}`
    errors.required(path.child('maxFailedIndexes'), missing)
  }
  if (parallelism > MOST_AT_MANY) errors.invalid(path.child('parallelism'), parallelism, why)
  if (failed !== undefined && failed > MOST_AT_MANY) errors.invalid(path.child('maxFailedIndexes'), failed, why)
}

function validateReplacement(
  { podReplacementPolicy: policy, podFailurePolicy }: JobSpec,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (policy === undefined) return
  const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
  if (!supported.includes(policy)) errors.notSupported(path, policy, supported)
}

/** `Always` is also what stands there when nothing was said. */
function validateRestart({ template, podFailurePolicy }: JobSpec, errors: FieldErrors, path: FieldPath): void {
  const policy = template?.spec?.restartPolicy ?? ''
  if (policy === 'Always' || policy === '') errors.required(path, 'valid values: "OnFailure", "Never"')
  else if (policy !== 'OnFailure' && policy !== 'Never') errors.notSupported(path, policy, ['OnFailure', 'Never'])
  else if (podFailurePolicy && policy !== 'Never') {
    errors.invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')
  }
}

/** The template of a Job has no selector: each Job gets its own. Truth: ValidateJobTemplateSpec */
export function validateJobTemplate(
  { spec = {} }: JobTemplateSpec,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
  old?: PodTemplateSpec,
): void {
  validateSpec(spec, errors, path.child('spec'), context, old)
  if (spec.selector) {
    errors.invalid(path.child('spec', 'selector'), selectorText(spec.selector), '`selector` will be auto-generated')
  }
  if (spec.manualSelector) errors.notSupported(path.child('spec', 'manualSelector'), true, ['nil', 'false'])
}

const MANY_INDEXES =
  'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail'

/** Truth: pkg/api/job/warnings.go WarningsForJobSpec */
export function jobSpecWarnings(spec: JobSpec, path: FieldPath, context: Context): string[] {
  const { completionMode, completions = 0, parallelism = 0, template } = spec
  const many = completionMode === 'Indexed' && completions > MANY_COMPLETIONS && parallelism > MOST_AT_MANY
  const told = many && context.minor >= 27 ? [`${path}: ${MANY_INDEXES}`] : []
  return template ? [...told, ...podTemplateWarnings(template, path.child('template'), context)] : told
}
