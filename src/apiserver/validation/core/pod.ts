import { dnsLabel } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateAppArmorAgreement, validateSeccompAgreement } from './pod-annotations.ts'
import { ephemeralContainers } from './pod-ephemeral-containers.ts'
import { validatePodForm } from './pod-form.ts'
import { podOptions } from './pod-options.ts'
import { type PodObject, preparePod } from './pod-prepare.ts'
import { resize } from './pod-resize.ts'
import { status } from './pod-status.ts'
import { preparePodUpdate, validatePodUpdate } from './pod-update.ts'
import { podWarnings } from './pod-warnings.ts'

const SPEC = FieldPath.of('spec')

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
  prepareUpdate: preparePodUpdate,
  validateUpdate: validatePodUpdate,
  subresources: { status, ephemeralcontainers: ephemeralContainers, resize },
}
