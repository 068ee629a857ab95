import type { JobSpec } from '../../../../schemas/types/batch/v1.generated.ts'
import { matchesSelector } from '../../../resource/labels.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { countGeneration, nameWarnings, SELECTOR, SPEC, specChanged, TEMPLATE } from '../apps/workload.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { isSoundSelector, selectorText, validateLabelSelector } from '../label-selector.ts'
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { podFailurePolicyText } from './failure-policy.ts'
import { adoptTemplateLabels, generateSelector, type Job, validateGeneratedSelector } from './job-selector.ts'
import { jobSpecWarnings, validateSpec } from './job-spec.ts'
import { validateStatusUpdate } from './job-status.ts'
import { validateTemplateKept } from './job-template-update.ts'
import { successPolicyText } from './success-policy.ts'

const NAME = FieldPath.of('metadata', 'name')

/** Truth: pkg/apis/batch/validation ValidateJob */
function validateJob(job: Job, errors: FieldErrors, context: Context, old?: Job): void {
  validateObjectMeta(job, true, dnsSubdomain, errors)
  validateGeneratedSelector(job, errors, context, old)
  validateJobSpec(job.spec, errors, context, old)
  const { completionMode, completions = 0 } = job.spec
  if (completionMode !== 'Indexed' || completions <= 0 || context.minor < 27) return
  const { name = '' } = job.metadata
  const longest = `${name}-${completions - 1}`
  if (dnsLabel(longest).length > 0) {
    errors.invalid(NAME, name, `will not able to create pod with invalid DNS label: ${longest}`)
  }
}

function validateJobSpec(spec: JobSpec, errors: FieldErrors, context: Context, old?: Job): void {
  validateSpec(spec, errors, SPEC, context, old?.spec.template)
  const { selector, template } = spec
  if (selector) {
    validateLabelSelector(selector, errors, SELECTOR, { allowInvalidValues: hasUnsoundValues(old?.spec.selector) })
  } else errors.required(SELECTOR)
  const labels = template?.metadata?.labels
  if ((!selector || isSoundSelector(selector)) && !matchesSelector(selector, labels)) {
    errors.invalid(
      TEMPLATE.child('metadata', 'labels'),
      typed('map[string]string', labels),
      '`selector` does not match template `labels`',
    )
  }
}

const hasUnsoundValues = (selector: JobSpec['selector']): boolean =>
  selector !== undefined && !isSoundSelector(selector) && isSoundSelector({ matchLabels: selector.matchLabels ?? {} })

/** Truth: ValidateJobSpecUpdate */
function validateSpecUpdate(job: Job, old: Job, errors: FieldErrors, context: Context): void {
  const { spec } = job
  validateJobSpec(spec, errors, context, old)
  validateCompletions(spec, old.spec, errors, context)
  const selector = spec.selector ? selectorText(spec.selector) : null
  validateImmutable(spec.selector, old.spec.selector, errors, SELECTOR, selector)
  validateTemplateKept(job, old, errors, context)
  validateImmutable(spec.completionMode, old.spec.completionMode, errors, SPEC.child('completionMode'))
  const failure = spec.podFailurePolicy ? podFailurePolicyText(spec.podFailurePolicy) : null
  validateImmutable(spec.podFailurePolicy, old.spec.podFailurePolicy, errors, SPEC.child('podFailurePolicy'), failure)
  validateImmutable(
    spec.backoffLimitPerIndex,
    old.spec.backoffLimitPerIndex,
    errors,
    SPEC.child('backoffLimitPerIndex'),
  )
  validateImmutable(spec.managedBy, old.spec.managedBy, errors, SPEC.child('managedBy'))
  const success = spec.successPolicy ? successPolicyText(spec.successPolicy) : null
  validateImmutable(spec.successPolicy, old.spec.successPolicy, errors, SPEC.child('successPolicy'), success)
}

/** An indexed job may grow or shrink, when it does so as a whole. */
function validateCompletions(spec: JobSpec, old: JobSpec, errors: FieldErrors, { minor }: Context): void {
  const path = SPEC.child('completions')
  if (spec.completionMode !== 'Indexed' || minor < 27) {
    validateImmutable(spec.completions, old.completions, errors, path)
  } else if (spec.completions !== undefined && spec.completions !== old.completions) {
    if (spec.completions === spec.parallelism) return
    errors.invalid(path, spec.completions, 'can only be modified in tandem with spec.parallelism')
  }
}

/** Fields behind gates that are closed, unless they are in use already. */
function dropDisabledFields({ spec }: Job, old: JobSpec | undefined, { gates }: Context): void {
  for (const [field, gate] of GATED) {
    if (!gates.enabled(gate) && old?.[field] === undefined) delete spec[field]
  }
  if (gates.enabled('JobBackoffLimitPerIndex') || old || !spec.podFailurePolicy?.rules) return
  spec.podFailurePolicy.rules = spec.podFailurePolicy.rules.filter(({ action }) => action !== 'FailIndex')
}

const GATED: readonly (readonly [keyof JobSpec, string])[] = [
  ['ttlSecondsAfterFinished', 'TTLAfterFinished'],
  ['completionMode', 'IndexedJob'],
  ['suspend', 'SuspendJob'],
  ['podFailurePolicy', 'JobPodFailurePolicy'],
  ['managedBy', 'JobManagedBy'],
  ['successPolicy', 'JobSuccessPolicy'],
  ['backoffLimitPerIndex', 'JobBackoffLimitPerIndex'],
  ['maxFailedIndexes', 'JobBackoffLimitPerIndex'],
  ['podReplacementPolicy', 'JobPodReplacementPolicy'],
]

/** Truth: pkg/registry/batch/job/strategy.go */
export const job: KindRules<Job> = {
  prepareCreate(object, context) {
    generateSelector(object, context)
    clearStatus(object, context)
    if (context.minor >= 24) object.metadata.generation = 1
    dropDisabledFields(object, undefined, context)
    dropDisabledTemplateFields(object.spec.template, undefined, context)
  },
  validate: validateJob,
  warnings(object, context, old) {
    if (context.minor < 21) return []
    if (old && object.metadata.generation === old.metadata.generation) return []
    return [...(old ? [] : nameWarnings(object, context)), ...jobSpecWarnings(object.spec, SPEC, context)]
  },
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropDisabledFields(object, old.spec, context)
    dropDisabledTemplateFields(object.spec.template, old.spec.template, context)
    if (context.minor >= 24) countGeneration(object, old, specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    // The server looks at everything twice.
    validateJob(object, errors, context, old)
    validateObjectMetaUpdate(object, old, errors)
    validateSpecUpdate(object, old, errors, context)
  },
  canonicalize: adoptTemplateLabels,
  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors, context) {
        validateObjectMetaUpdate(object, old, errors)
        validateStatusUpdate(object, old, errors, context)
      },
    },
  },
}
