import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateImageSpace } from './container.ts'
import { validateCoreMeta } from './core-meta.ts'
import { validateAppArmorAgreement, validatePodAnnotations, validateSeccompAgreement } from './pod-annotations.ts'
import { type PodOptions, podOptions } from './pod-options.ts'
import { type PodObject, preparePod } from './pod-prepare.ts'
import { validatePodSpec } from './pod-spec.ts'
import { podWarnings } from './pod-warnings.ts'

const METADATA = FieldPath.of('metadata')
const ANNOTATIONS = METADATA.child('annotations')
export const SPEC = FieldPath.of('spec')

/** Truth: pkg/apis/core/validation validatePodMetadataAndSpec */
export function validatePodForm(pod: PodObject, errors: FieldErrors, options: PodOptions): void {
  validateCoreMeta(pod, true, dnsSubdomain, errors)
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

/** Truth: pkg/apis/core/validation ValidatePodCreate */
function validatePod(pod: PodObject, errors: FieldErrors, context: Context): void {
  const { name } = pod.metadata
  validatePodForm(pod, errors, podOptions(context, { isPod: true, ...(name ? { podName: name } : {}) }))
  const { ephemeralContainers, nodeName, schedulingGates } = pod.spec
  if (ephemeralContainers?.length) errors.forbidden(SPEC.child('ephemeralContainers'), 'cannot be set on create')
  if (nodeName && schedulingGates?.length) {
    errors.forbidden(SPEC.child('nodeName'), 'cannot be set until all schedulingGates have been cleared')
  }
  const { annotations } = pod.metadata
  validateSeccompAgreement(annotations, pod.spec, errors, SPEC)
  if (context.gates.enabled('AppArmorFields')) validateAppArmorAgreement(annotations, pod.spec, errors, SPEC)
}

function warnings(pod: PodObject, context: Context, old?: PodObject): string[] {
  if (old || context.minor < 21) return []
  const told: string[] = []
  const complaints = dnsLabel(pod.metadata.name ?? '')
  if (complaints.length > 0 && context.minor >= 27) {
    told.push(
      `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${complaints.join(' ')}]`,
    )
  }
  return [...told, ...podWarnings(pod.spec, pod.metadata.annotations, undefined, context)]
}

export const pod: KindRules<PodObject> = {
  prepareCreate: preparePod,
  validate: validatePod,
  warnings,
}
