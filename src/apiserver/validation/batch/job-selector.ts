import type { JobSpec, JobStatus } from '../../../../schemas/types/batch/v1.generated.ts'
import { matchesSelector } from '../../../resource/labels.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { SELECTOR, TEMPLATE } from '../apps/workload.ts'
import { isSoundSelector, selectorText } from '../label-selector.ts'

export type Job = KubeObject & { spec: JobSpec; status?: JobStatus }

const UID = 'controller-uid'
const NAME = 'job-name'
const PREFIX = 'batch.kubernetes.io/'

/** Since 1.27 the labels are written under a prefix as well. */
const isPrefixed = ({ minor }: Pick<Context, 'minor'>): boolean => minor >= 27

/** A job selects its pods by its own uid, unless someone wants to do that by hand. Truth: pkg/registry/batch/job/strategy.go generateSelector */
export function generateSelector({ spec, metadata }: Job, context: Pick<Context, 'minor'>): void {
  if (spec.manualSelector) return
  const { name = '', uid = '' } = metadata
  const template = (spec.template ??= {})
  // Labels that the job took over from its template are the template's own, and get what is added here as well.
  const labels = ((template.metadata ??= {}).labels ??= {})
  const prefixes = isPrefixed(context) ? ['', PREFIX] : ['']
  for (const prefix of prefixes) {
    labels[prefix + NAME] ??= name
    labels[prefix + UID] ??= uid
  }
  const key = isPrefixed(context) ? PREFIX + UID : UID
  spec.selector = { ...spec.selector, matchLabels: { [key]: uid, ...spec.selector?.matchLabels } }
}

/** What is stored is given defaults once more: a job without labels has those that its template was given. */
export function adoptTemplateLabels({ spec, metadata }: Job): void {
  const labels = spec.template?.metadata?.labels
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
}

/** What was generated must be there as it was generated. Truth: pkg/apis/batch/validation ValidateGeneratedSelector */
export function validateGeneratedSelector(job: Job, errors: FieldErrors, context: Context, old?: Job): void {
  const { manualSelector, selector } = job.spec
  if (manualSelector || !selector) return
  const { uid = '', name = '' } = job.metadata
  if (!uid) errors.required(FieldPath.of('metadata', 'uid'))
  const expected: Record<string, string> = { [UID]: uid, [NAME]: name }
  validateHasLabel(job, UID, uid, errors)
  validateHasLabel(job, NAME, name, errors)
  if (isPrefixed(context) && hadPrefixedLabels(old)) {
    validateHasLabel(job, PREFIX + UID, uid, errors)
    validateHasLabel(job, PREFIX + NAME, name, errors)
    expected[PREFIX + UID] = uid
    expected[PREFIX + NAME] = name
  }
  if (isSoundSelector(selector) && !matchesSelector(selector, expected)) {
    errors.invalid(SELECTOR, selectorText(selector), '`selector` not auto-generated')
  }
}

/** Jobs from before the prefix stay as they are. */
function hadPrefixedLabels(old: Job | undefined): boolean {
  if (!old) return true
  const labels = old.spec.template?.metadata?.labels
  return labels?.[PREFIX + NAME] !== undefined && labels[PREFIX + UID] !== undefined
}

function validateHasLabel({ spec }: Job, key: string, value: string, errors: FieldErrors): void {
  const labels = spec.template?.metadata?.labels ?? {}
  const path = TEMPLATE.child('metadata', 'labels').key(key)
  if (labels[key] === undefined) errors.required(path, `must be '${value}'`)
  else if (labels[key] !== value) errors.invalid(path, labels, `must be '${value}'`)
}
