import type { Container, PodSchedulingGate, PodSpec, Toleration } from '../../../../schemas/types/core/v1.generated.ts'
import { clone } from '../../../resource/json.ts'
import { rangeComplaint } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateObjectMetaUpdate } from '../object-meta.ts'
import { validateImageSpace } from './container.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { keepGatedChanges } from './gated-pod-update.ts'
import { APP_ARMOR, MIRROR, validatePodAnnotations } from './pod-annotations.ts'
import { validatePodForm } from './pod-form.ts'
import { type PodOptions, podOptions } from './pod-options.ts'
import type { PodObject } from './pod-prepare.ts'
import { podSpecDifference } from './pod-spec-difference.ts'
import { sameSpec } from './same-spec.ts'
import { takeOver } from './take-over.ts'
import { validateTolerations } from './tolerations.ts'

const SPEC = FieldPath.of('spec')
const ANNOTATIONS = FieldPath.of('metadata', 'annotations')
const MOST_SECONDS = 2147483647

export const updateOptions = (pod: PodObject, old: PodObject, context: Context): PodOptions =>
  podOptions(context, {
    isPod: true,
    old: { spec: old.spec, annotations: old.metadata.annotations },
    ...(pod.metadata.name ? { podName: pod.metadata.name } : {}),
  })

/** Truth: pkg/registry/core/pod/strategy.go PrepareForUpdate */
export function preparePodUpdate(pod: PodObject, old: PodObject, context: Context): void {
  if (old.status === undefined) delete pod.status
  else pod.status = clone(old.status)
  dropDisabledFields(pod.spec, old.spec, context)
  countGeneration(pod, old, context)
}

/** Pods count their changes since 1.33. */
export function countGeneration(pod: PodObject, old: PodObject, { minor }: Context): void {
  if (minor >= 33 && !sameSpec(pod.spec, old.spec)) pod.metadata.generation = (old.metadata.generation ?? 0) + 1
}

/** A pod stays as it was made, but for a few fields. Truth: pkg/apis/core/validation ValidatePodUpdate */
export function validatePodUpdate(pod: PodObject, old: PodObject, errors: FieldErrors, context: Context): void {
  const options = updateOptions(pod, old, context)
  validateObjectMetaUpdate(pod, old, errors)
  validatePodForm(pod, errors, options)
  validateAnnotationUpdate(pod, old, errors, options)
  for (const list of ['containers', 'initContainers'] as const) {
    if (!validateImages(pod.spec[list] ?? [], old.spec[list] ?? [], errors, SPEC.child(list))) return
  }
  if (!validateDeadline(pod.spec, old.spec, errors)) return
  validateTolerationUpdate(pod.spec.tolerations, old.spec.tolerations, errors, options)
  validateGateUpdate(pod.spec.schedulingGates, old.spec.schedulingGates, errors)
  if (sameSpec(pod.spec, old.spec)) return

  const rest = withAllowedChanges(pod.spec, old.spec)
  if (old.spec.schedulingGates?.length && context.minor >= 27) keepGatedChanges(rest, old.spec, errors)
  if (!sameSpec(rest, old.spec)) {
    errors.forbidden(SPEC, `${sayWhatMayChange(context.minor)}\n${podSpecDifference(old.spec, rest, context.minor)}`)
  }
}

export function validateAnnotationUpdate(
  pod: PodObject,
  old: PodObject,
  errors: FieldErrors,
  options: PodOptions,
): void {
  const next = pod.metadata.annotations ?? {}
  const before = old.metadata.annotations ?? {}
  for (const key in before) {
    if (Object.hasOwn(next, key) && next[key] === before[key]) continue
    if (key.startsWith(APP_ARMOR))
      errors.forbidden(ANNOTATIONS.key(key), 'may not remove or update AppArmor annotations')
    if (key === MIRROR) errors.forbidden(ANNOTATIONS.key(key), 'may not remove or update mirror pod annotation')
  }
  for (const key in next) {
    if (Object.hasOwn(before, key)) continue
    if (key.startsWith(APP_ARMOR)) errors.forbidden(ANNOTATIONS.key(key), 'may not add AppArmor annotations')
    if (key === MIRROR) errors.forbidden(ANNOTATIONS.key(key), 'may not add mirror pod annotation')
  }
  validatePodAnnotations(pod.metadata.annotations, pod.spec, errors, ANNOTATIONS, options)
}

/** False: there is no use in looking further. */
function validateImages(next: Container[], old: Container[], errors: FieldErrors, path: FieldPath): boolean {
  if (next.length !== old.length) {
    errors.forbidden(path, 'pod updates may not add or remove containers')
    return false
  }
  next.forEach((container, index) => {
    if (!container.image) errors.required(path.index(index).child('image'))
    validateImageSpace(container, errors, path.index(index))
  })
  return true
}

/** A deadline may be set, and come nearer. */
function validateDeadline(next: PodSpec, old: PodSpec, errors: FieldErrors): boolean {
  const path = SPEC.child('activeDeadlineSeconds')
  const seconds = next.activeDeadlineSeconds
  const before = old.activeDeadlineSeconds
  if (seconds === undefined || seconds === null) {
    if (before === undefined || before === null) return true
    errors.invalid(path, null, 'must not update from a positive integer to nil value')
    return true
  }
  if (seconds < 0 || seconds > MOST_SECONDS) {
    errors.invalid(path, seconds, rangeComplaint(0, MOST_SECONDS))
    return false
  }
  if (before === undefined || before === null || before >= seconds) return true
  errors.invalid(path, seconds, 'must be less than or equal to previous value')
  return false
}

/** Tolerations may be added; of those that are there only the seconds may change. */
function validateTolerationUpdate(
  next: Toleration[] = [],
  old: Toleration[] = [],
  errors: FieldErrors,
  options: PodOptions,
): void {
  const path = SPEC.child('tolerations')
  const bare = ({ tolerationSeconds: _, ...rest }: Toleration): Toleration => rest
  for (const toleration of old) {
    if (next.some(each => semanticallyEqual(bare(each), bare(toleration)))) continue
    errors.forbidden(path, 'existing toleration can not be modified except its tolerationSeconds')
    return
  }
  validateTolerations(next, errors, path, options)
}

function validateGateUpdate(next: PodSchedulingGate[] = [], old: PodSchedulingGate[] = [], errors: FieldErrors): void {
  const added = new Map(next.map(({ name = '' }, index) => [name, index]))
  for (const { name = '' } of old) added.delete(name)
  for (const [name, index] of added) {
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`
    errors.forbidden(SPEC.child('schedulingGates').index(index).child('name'), why)
  }
}

/** The new specification with the old values wherever a change is allowed: what still differs is not. */
function withAllowedChanges(next: PodSpec, old: PodSpec): PodSpec {
  const rest = clone(next)
  for (const list of ['containers', 'initContainers'] as const) {
    rest[list]?.forEach((container, index) => {
      const image = old[list]?.[index]?.image
      if (image === undefined) delete container.image
      else container.image = image
    })
  }
  for (const field of ['activeDeadlineSeconds', 'tolerations', 'schedulingGates'] as const) takeOver(rest, old, field)
  const grace = old.terminationGracePeriodSeconds
  if (grace !== undefined && grace < 0 && rest.terminationGracePeriodSeconds === 1) {
    rest.terminationGracePeriodSeconds = grace
  }
  return rest
}

function sayWhatMayChange(minor: number): string {
  const head = 'pod updates may not change fields other than'
  const images = '`spec.containers[*].image`'
  const inits = '`spec.initContainers[*].image`'
  if (minor < 22) {
    return `${head} ${images}, ${inits}, \`spec.activeDeadlineSeconds\` or \`spec.tolerations\` (only additions to existing tolerations)`
  }
  const grace = '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'
  const tolerations = '`spec.tolerations` (only additions to existing tolerations)'
  const parts = [images, inits, '`spec.activeDeadlineSeconds`', tolerations, grace]
  return minor >= 27
    ? `${head} ${parts.join(',')}`
    : `${head} ${parts.slice(0, 3).join(', ')}, ${tolerations} or ${grace}`
}
