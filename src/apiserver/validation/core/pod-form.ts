import { dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { validateObjectMeta } from '../object-meta.ts'
import { validateImageSpace } from './container.ts'
import { validatePodAnnotations } from './pod-annotations.ts'
import type { PodOptions } from './pod-options.ts'
import type { PodObject } from './pod-prepare.ts'
import { validatePodSpec } from './pod-spec.ts'

const ANNOTATIONS = FieldPath.of('metadata', 'annotations')
const SPEC = FieldPath.of('spec')

/** Truth: pkg/apis/core/validation validatePodMetadataAndSpec */
export function validatePodForm(pod: PodObject, errors: FieldErrors, options: PodOptions): void {
  validateObjectMeta(pod, true, dnsSubdomain, errors)
  validatePodAnnotations(pod.metadata.annotations, pod.spec, errors, ANNOTATIONS, options)
  validatePodSpec(pod.spec, errors, SPEC, options)
  const { serviceAccountName, volumes, containers, initContainers } = pod.spec
  if (!serviceAccountName) {
    volumes?.forEach(({ projected }, volume) => {
      projected?.sources?.forEach(({ serviceAccountToken }, source) => {
        if (!serviceAccountToken) return
        const path = SPEC.child('volumes').index(volume).child('projected', 'sources').index(source)
        errors.forbidden(path.child('serviceAccountToken'), 'must not be specified when serviceAccountName is not set')
      })
    })
  }
  containers?.forEach((container, index) => {
    validateImageSpace(container, errors, SPEC.child('containers').index(index))
  })
  initContainers?.forEach((container, index) => {
    validateImageSpace(container, errors, SPEC.child('initContainers').index(index))
  })
}
