import type { EphemeralVolumeSource } from '../../../../../schemas/types/core/v1.generated.ts'
import type { ObjectMeta } from '../../../../resource/object.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateClaimSpec } from '../persistent-volume-claim-spec.ts'
import type { PodOptions } from '../pod-options.ts'
import { validateTemplateMeta } from '../template-meta.ts'

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
