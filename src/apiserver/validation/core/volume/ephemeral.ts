import type { EphemeralVolumeSource } from '../../../../../schemas/types/core/v1.generated.ts'
import type { ObjectMeta } from '../../../../resource/object.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateAnnotations, validateLabels } from '../../object-meta.ts'
import { validateClaimSpec } from '../persistent-volume-claim-spec.ts'
import type { PodOptions } from '../pod-options.ts'

/** Truth: pkg/apis/core/validation validateEphemeralVolumeSource, ValidatePersistentVolumeClaimTemplate */
export function validateEphemeral(
  { volumeClaimTemplate: template }: EphemeralVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const at = path.child('volumeClaimTemplate')
  if (!template) {
    errors.required(at)
    return
  }
  validateTemplateMeta((template.metadata ?? {}) as ObjectMeta, errors, at.child('metadata'))
  validateClaimSpec(template.spec ?? {}, errors, at.child('spec'), options)
}

/** Everything but labels and annotations, in the order of Go's struct. */
const NOT_IN_TEMPLATES = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
] as const
/** Go's names with the first letter made small. */
const SHOWN: Record<string, string> = { uid: 'uID' }

function validateTemplateMeta(meta: ObjectMeta, errors: FieldErrors, path: FieldPath): void {
  validateAnnotations(meta.annotations, errors, path.child('annotations'))
  validateLabels(meta.labels, errors, path.child('labels'))
  for (const field of NOT_IN_TEMPLATES) {
    const value = meta[field]
    if (value === undefined || value === null || value === '' || value === 0) continue
    errors.forbidden(path.child(SHOWN[field] ?? field), 'cannot be set')
  }
}
