import type {
  Affinity,
  AppArmorProfile,
  PodAffinityTerm,
  PodSpec,
  PodStatus,
  SeccompProfile,
} from '../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import { FieldErrors } from '../../field-errors.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { eachContainer } from './containers-of.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { APP_ARMOR, SECCOMP_CONTAINER, SECCOMP_POD } from './pod-annotations.ts'
import { NOWHERE } from './pod-options.ts'
import { qosClass } from './qos.ts'
import { validateAppArmorProfile } from './security-context.ts'

export type PodObject = KubeObject & { spec: PodSpec; status?: PodStatus }

/** Truth: pkg/registry/core/pod/strategy.go PrepareForCreate */
export function preparePod(pod: PodObject, context: Context): void {
  const { gates, minor, now } = context
  if (minor >= 33) pod.metadata.generation = 1
  pod.status = { phase: 'Pending', qosClass: qosClass(pod.spec, gates.enabled('PodLevelResources')) }
  dropDisabledFields(pod.spec, undefined, context)
  // What is negative ends the pod at once, as fast as can be said.
  if (minor >= 33 && (pod.spec.terminationGracePeriodSeconds ?? 0) < 0) pod.spec.terminationGracePeriodSeconds = 1
  if (pod.spec.schedulingGates?.length) pod.status.conditions = [gatedCondition(now)]
  mergeLabelKeys(pod, context)
  if (minor < 27) syncSeccomp(pod, minor)
  if (gates.enabled('AppArmorFields')) syncAppArmor(pod, context)
}

/** Go writes a time that was never set. */
const NEVER_PROBED: object = { lastProbeTime: null }

const gatedCondition = (now: string): NonNullable<PodStatus['conditions']>[number] => ({
  type: 'PodScheduled',
  status: 'False',
  ...NEVER_PROBED,
  lastTransitionTime: now,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
})

/** `matchLabelKeys` stand for the pod's own values, which are written into the selectors. */
function mergeLabelKeys({ spec, metadata }: PodObject, { gates }: Context): void {
  const labels = metadata.labels ?? {}
  if (gates.enabled('MatchLabelKeysInPodAffinity')) {
    for (const term of affinityTerms(spec.affinity)) {
      mergeKeys(term, term.matchLabelKeys, 'In', labels)
      mergeKeys(term, term.mismatchLabelKeys, 'NotIn', labels)
    }
  }
  if (!gates.enabled('MatchLabelKeysInPodTopologySpreadSelectorMerge')) return
  for (const constraint of spec.topologySpreadConstraints ?? []) {
    mergeKeys(constraint, constraint.matchLabelKeys, 'In', labels)
  }
}

function affinityTerms(affinity: Affinity | undefined): PodAffinityTerm[] {
  return [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap(each => [
    ...(each?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(term => term.podAffinityTerm ?? []),
    ...(each?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
  ])
}

function mergeKeys(
  { labelSelector }: Pick<PodAffinityTerm, 'labelSelector'>,
  keys: string[] | undefined,
  operator: string,
  labels: Record<string, string>,
): void {
  if (!labelSelector || !keys) return
  for (const key of keys) {
    if (!Object.hasOwn(labels, key)) continue
    const requirement = { key, operator, values: [labels[key]!] }
    labelSelector.matchExpressions = [...(labelSelector.matchExpressions ?? []), requirement]
  }
}

/** Annotations were the way to name a profile before the fields; what stands in one of them is copied to the other. */
function syncSeccomp({ spec, metadata }: PodObject, minor: number): void {
  const sync = (key: string, holder: { securityContext?: { seccompProfile?: SeccompProfile } }): void => {
    const annotation = metadata.annotations?.[key]
    const profile = holder.securityContext?.seccompProfile
    if (profile && annotation === undefined && minor < 25) {
      const text = seccompAnnotation(profile)
      if (text) metadata.annotations = { ...metadata.annotations, [key]: text }
    } else if (!profile && annotation !== undefined) {
      const field = seccompField(annotation)
      if (field) (holder.securityContext ??= {}).seccompProfile = field
    }
  }
  sync(SECCOMP_POD, spec)
  eachContainer(spec, container => sync(SECCOMP_CONTAINER + (container.name ?? ''), container))
}

function seccompAnnotation({ type, localhostProfile }: SeccompProfile): string | undefined {
  if (type === 'Unconfined') return 'unconfined'
  if (type === 'RuntimeDefault') return 'runtime/default'
  return type === 'Localhost' && localhostProfile ? `localhost/${localhostProfile}` : undefined
}

function seccompField(annotation: string): SeccompProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' }
  if (annotation === 'runtime/default' || annotation === 'docker/default') return { type: 'RuntimeDefault' }
  if (!annotation.startsWith('localhost/')) return undefined
  const localhostProfile = annotation.slice('localhost/'.length)
  return localhostProfile ? { type: 'Localhost', localhostProfile } : undefined
}

/** The warning belongs here, before the annotation has become a field. Truth: applyAppArmorVersionSkew */
function syncAppArmor({ spec, metadata }: PodObject, { warnings }: Context): void {
  if (!metadata.annotations || spec.os?.name === 'windows') return
  const ofPod = spec.securityContext?.appArmorProfile
  eachContainer(spec, container => {
    const key = APP_ARMOR + (container.name ?? '')
    const annotation = metadata.annotations?.[key]
    if (annotation === undefined || container.securityContext?.appArmorProfile) return
    const field = appArmorField(annotation)
    const isNew = field !== undefined && !semanticallyEqual(field, ofPod)
    if (isNew) (container.securityContext ??= {}).appArmorProfile = field
    if (isNew || !field) {
      warnings.push(`metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`)
    }
  })
}

function appArmorField(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' }
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' }
  if (!annotation.startsWith('localhost/')) return undefined
  const profile = { type: 'Localhost', localhostProfile: annotation.slice('localhost/'.length) }
  const errors = new FieldErrors()
  validateAppArmorProfile(profile, errors, NOWHERE)
  return errors.isEmpty ? profile : undefined
}
