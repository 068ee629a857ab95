import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateAnnotations, validateLabels } from '../object-meta.ts'
import { validateAppArmorAgreement, validatePodAnnotations, validateSeccompAgreement } from './pod-annotations.ts'
import type { PodOptions } from './pod-options.ts'
import { validatePodSpec } from './pod-spec.ts'

/** The template of pods in a workload; labels and annotations are reported beside its metadata. Truth: ValidatePodTemplateSpec */
export function validatePodTemplateSpec(
  template: PodTemplateSpec,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const spec = template.spec ?? {}
  const annotations = template.metadata?.annotations
  validateLabels(template.metadata?.labels, errors, path.child('labels'))
  validateAnnotations(annotations, errors, path.child('annotations'))
  validatePodAnnotations(annotations, spec, errors, path.child('annotations'), options)
  validatePodSpec(spec, errors, path.child('spec'), options)
  validateSeccompAgreement(annotations, spec, errors, path.child('spec'))
  if (options.gates.enabled('AppArmorFields')) validateAppArmorAgreement(annotations, spec, errors, path.child('spec'))
  if (spec.ephemeralContainers?.length) {
    errors.forbidden(path.child('spec', 'ephemeralContainers'), 'ephemeral containers not allowed in pod template')
  }
}
