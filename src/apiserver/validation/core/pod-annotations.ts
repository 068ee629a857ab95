import type {
  AppArmorProfile,
  PodSpec,
  SeccompProfile,
  Toleration,
} from '../../../../schemas/types/core/v1.generated.ts'
import { isObject } from '../../../resource/json.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import { containerPath, eachContainer, visitContainers } from './containers-of.ts'
import { jsonProblem } from './json-problem.ts'
import { validateDescendingPath } from './paths.ts'
import type { PodOptions } from './pod-options.ts'
import { validateTolerations } from './tolerations.ts'

type Annotations = Record<string, string> | undefined

export const MIRROR = 'kubernetes.io/config.mirror'
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations'
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'
export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/'

/** Annotations that once were, or still are, part of a pod's specification. Truth: ValidatePodSpecificAnnotations */
export function validatePodAnnotations(
  annotations: Annotations,
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!annotations) return
  const mirror = annotations[MIRROR]
  if (mirror !== undefined && !spec.nodeName) {
    errors.invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set')
  }
  if (annotations[TOLERATIONS]) validateTolerationsAnnotation(annotations[TOLERATIONS], errors, path, options)
  const cost = annotations[DELETION_COST]
  if (cost !== undefined && options.gates.enabled('PodDeletionCost') && !isCost(cost)) {
    const before = options.old?.annotations?.[DELETION_COST]
    if (before === undefined || isCost(before)) errors.invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer')
  }
  const pod = annotations[SECCOMP_POD]
  if (pod !== undefined) validateSeccomp(pod, errors, path.child(SECCOMP_POD))
  for (const key in annotations) {
    if (key.startsWith(SECCOMP_CONTAINER)) validateSeccomp(annotations[key]!, errors, path.child(key))
  }
  for (const key in annotations) {
    if (key.startsWith(APP_ARMOR)) validateAppArmor(key, annotations[key]!, spec, errors, path)
  }
}

/** A sign or leading zeros are refused, except for a lone zero. Truth: pkg/apis/core/helper GetDeletionCostFromPodAnnotations */
function isCost(text: string): boolean {
  const wellFormed = text === '0' || /^-?[1-9]\d*$/.test(text)
  return wellFormed && Number(text) >= -2147483648 && Number(text) <= 2147483647
}

function validateTolerationsAnnotation(text: string, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  const problem = jsonProblem(text, 'array', '[]core.Toleration')
  if (problem !== undefined) {
    errors.invalid(path, TOLERATIONS, problem)
    return
  }
  const read = JSON.parse(text) as (Toleration | null)[] | null
  const tolerations = read?.map(toleration => (isObject(toleration) ? (toleration as Toleration) : {}))
  validateTolerations(tolerations, errors, path.child(TOLERATIONS), options)
}

export function validateSeccomp(profile: string, errors: FieldErrors, path: FieldPath): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return
  if (!profile.startsWith('localhost/')) {
    errors.invalid(path, profile, 'must be a valid seccomp profile')
    return
  }
  validateDescendingPath(profile.slice('localhost/'.length), errors, path)
}

function validateAppArmor(key: string, profile: string, spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const name = key.slice(APP_ARMOR.length)
  const found = visitContainers(spec, container => (container.name ?? '') === name)
  if (!found) errors.invalid(path.key(key), name, 'container not found')
  if (profile === '' || profile === 'runtime/default' || profile === 'unconfined') return
  if (!profile.startsWith('localhost/')) {
    errors.invalid(path.key(key), profile, `invalid AppArmor profile name: ${goQuote(profile)}`)
  }
}

/** Where a seccomp annotation and the field that replaced it both stand, they must agree. Truth: validateSeccompAnnotationsAndFields */
export function validateSeccompAgreement(
  annotations: Annotations,
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!annotations) return
  const pod = annotations[SECCOMP_POD]
  const ofPod = spec.securityContext?.seccompProfile
  if (ofPod && pod !== undefined)
    agree(pod, ofPod, 'seccomp', errors, path.child('securityContext').child('seccompProfile'))
  eachContainer(spec, ({ name = '', securityContext }, list, index) => {
    const profile = securityContext?.seccompProfile
    const annotation = annotations[SECCOMP_CONTAINER + name]
    if (!profile || annotation === undefined) return
    const at = containerPath(path, list, index).child('securityContext').child('seccompProfile')
    agree(annotation, profile, 'seccomp', errors, at)
  })
}

/** Truth: validateAppArmorAnnotationsAndFieldsMatchOnCreate */
export function validateAppArmorAgreement(
  annotations: Annotations,
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!annotations || spec.os?.name === 'windows') return
  const ofPod = spec.securityContext?.appArmorProfile
  eachContainer(spec, ({ name = '', securityContext }, list, index) => {
    const profile = securityContext?.appArmorProfile ?? ofPod
    const annotation = annotations[APP_ARMOR + name]
    if (!profile || annotation === undefined) return
    const at = containerPath(path, list, index).child('securityContext').child('appArmorProfile')
    agree(annotation, profile, 'apparmor', errors, at)
  })
}

function agree(
  annotation: string,
  { type, localhostProfile }: SeccompProfile | AppArmorProfile,
  what: 'seccomp' | 'apparmor',
  errors: FieldErrors,
  path: FieldPath,
): void {
  const complainOfType = (): void =>
    errors.forbidden(path.child('type'), `${what} type in annotation and field must match`)
  if (type === 'Unconfined') {
    if (annotation !== 'unconfined') complainOfType()
  } else if (type === 'RuntimeDefault') {
    if (annotation !== 'runtime/default' && !(what === 'seccomp' && annotation === 'docker/default')) complainOfType()
  } else if (type === 'Localhost') {
    if (!annotation.startsWith('localhost/')) complainOfType()
    else if (annotation.slice('localhost/'.length) !== localhostProfile) {
      errors.forbidden(path.child('localhostProfile'), `${what} profile in annotation and field must match`)
    }
  }
}
