import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { type LabelSelector, matchesSelector } from '../../../resource/labels.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { podTemplateWarnings } from '../core/pod-warnings.ts'
import { isSoundSelector, selectorText, validateLabelSelector } from '../label-selector.ts'
import { validateImmutable, validateNonNegative } from '../object-meta.ts'

export const SPEC = FieldPath.of('spec')
export const STATUS = FieldPath.of('status')
export const SELECTOR = SPEC.child('selector')
export const TEMPLATE = SPEC.child('template')

export const isEmptySelector = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  !matchExpressions?.length && Object.keys(matchLabels ?? {}).length === 0

/**
 * The selector of a workload that must have one; says whether it can be asked at all, which is when the
 * template is looked at. `unsound` is what the server says about one that cannot.
 */
export function validateOwnSelector(
  selector: LabelSelector | undefined,
  errors: FieldErrors,
  { kind, unsound }: { kind: string; unsound: string },
): boolean {
  if (!selector) {
    errors.required(SELECTOR)
    return true
  }
  validateLabelSelector(selector, errors, SELECTOR)
  if (isEmptySelector(selector)) {
    errors.invalid(SELECTOR, selectorText(selector), `empty selector is invalid for ${kind}`)
  }
  if (isSoundSelector(selector)) return true
  errors.invalid(SELECTOR, selectorText(selector), unsound)
  return false
}

export function validateTemplateLabels(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
  errors: FieldErrors,
  path: FieldPath = TEMPLATE,
): void {
  const labels = template?.metadata?.labels
  if (matchesSelector(selector, labels)) return
  errors.invalid(
    path.child('metadata', 'labels'),
    typed('map[string]string', labels),
    '`selector` does not match template `labels`',
  )
}

/** What a pod that is kept running cannot say. */
export function validateLastingPod(template: PodTemplateSpec | undefined, kind: string, errors: FieldErrors): void {
  const { restartPolicy = '', activeDeadlineSeconds } = template?.spec ?? {}
  if (restartPolicy !== 'Always') {
    errors.notSupported(TEMPLATE.child('spec', 'restartPolicy'), restartPolicy, ['Always'])
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`
    errors.forbidden(TEMPLATE.child('spec', 'activeDeadlineSeconds'), why)
  }
}

/** Since 1.29 disks that only one pod can write to are no longer looked for in workloads of several. */
export const looksForSharedDisks = ({ minor }: Pick<Context, 'minor'>): boolean => minor < 29

/** The selector cannot change, but in the versions that came first. */
export function validateSelectorKept(
  next: LabelSelector | undefined,
  old: LabelSelector | undefined,
  errors: FieldErrors,
  { asked, resource }: Context,
  mutableIn: readonly string[] = ['extensions/v1beta1'],
): void {
  const { group, version } = asked ?? resource
  if (mutableIn.includes(`${group}/${version}`)) return
  validateImmutable(next, old, errors, SELECTOR, next ? selectorText(next) : null)
}

/** Counts of a status, in the order in which the server looks at them. */
export function validateCounts<S extends object>(
  status: S,
  fields: readonly (keyof S & string)[],
  errors: FieldErrors,
) {
  for (const field of fields) {
    const count = status[field]
    if (typeof count === 'number' || typeof count === 'bigint') validateNonNegative(count, errors, STATUS.child(field))
  }
}

/** Parts of what there is cannot be more than there is. */
export function validateParts<S extends { replicas?: number }>(
  status: S,
  fields: readonly (keyof S & string)[],
  errors: FieldErrors,
): void {
  for (const field of fields) {
    const count = status[field]
    if (typeof count === 'number' && count > (status.replicas ?? 0)) {
      errors.invalid(STATUS.child(field), count, 'cannot be greater than status.replicas')
    }
  }
}

/** Collisions are only ever counted up. */
export function validateCollisions(
  next: { collisionCount?: number } | undefined,
  old: { collisionCount?: number } | undefined,
  errors: FieldErrors,
): void {
  const before = old?.collisionCount
  if (before === undefined) return
  const after = next?.collisionCount
  if (after !== undefined && after >= before) return
  errors.invalid(STATUS.child('collisionCount'), after ?? 0, 'cannot be decremented')
}

type WithTemplate = KubeObject & { spec?: { template?: PodTemplateSpec } }

/** What is said about a workload whose pods are named after it; on update only when something changed. */
export function workloadWarnings(object: WithTemplate, context: Context, old?: WithTemplate): string[] {
  const told = old || context.minor < 21 ? [] : nameWarnings(object, context)
  return [...told, ...templateWarnings(object, context, old)]
}

/** The same where names do not matter. */
export function templateWarnings(object: WithTemplate, context: Context, old?: WithTemplate): string[] {
  if (context.minor < 21) return []
  if (old && object.metadata.generation === old.metadata.generation) return []
  const { template } = object.spec ?? {}
  return template ? podTemplateWarnings(template, TEMPLATE, context) : []
}

export function nameWarnings({ metadata }: KubeObject, { minor }: Context): string[] {
  const complaints = minor >= 27 ? dnsLabel(metadata.name ?? '') : []
  if (complaints.length === 0) return []
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${complaints.join(' ')}]`,
  ]
}

/** A change of what is wanted counts the generation up. */
export function countGeneration(object: KubeObject, old: KubeObject, changed: boolean): void {
  if (changed) object.metadata.generation = (old.metadata.generation ?? 0) + 1
}

export const specChanged = (object: { spec?: unknown }, old: { spec?: unknown }): boolean =>
  !semanticallyEqual(object.spec, old.spec)
