import type {
  RollingUpdateStatefulSetStrategy,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetSpec,
  StatefulSetStatus,
  StatefulSetUpdateStrategy,
} from '../../../../schemas/types/apps/v1.generated.ts'
import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { validateClaimSpec } from '../core/persistent-volume-claim-spec.ts'
import { validatePodAnnotations } from '../core/pod-annotations.ts'
import { templateOptions } from '../core/pod-options.ts'
import { validatePodTemplateSpec } from '../core/pod-template.ts'
import { claimSpecWarnings } from '../core/volume/warnings.ts'
import { leadingNumber, validateAtMostWhole, validateIntOrPercent } from '../int-or-percent.ts'
import {
  validateAnnotations,
  validateLabels,
  validateNonNegative,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import {
  countGeneration,
  isEmptySelector,
  SPEC,
  STATUS,
  specChanged,
  TEMPLATE,
  validateCollisions,
  validateCounts,
  validateLastingPod,
  validateOwnSelector,
  validateParts,
  validateTemplateLabels,
  workloadWarnings,
} from './workload.ts'

type StatefulSet = KubeObject & { spec: StatefulSetSpec; status?: StatefulSetStatus }

/** Since 1.28 the name must be a label, as it becomes part of the pods' names. */
const nameFormatOf = ({ minor }: Context) => (minor >= 28 ? dnsLabel : dnsSubdomain)

function validateSpec(spec: StatefulSetSpec, errors: FieldErrors, context: Context, old?: StatefulSetSpec): void {
  const { podManagementPolicy: policy, template = {}, selector } = spec
  const policyPath = SPEC.child('podManagementPolicy')
  if (!policy) errors.required(policyPath)
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.invalid(policyPath, policy, "must be 'OrderedReady' or 'Parallel'")
  }
  validateStrategy(spec.updateStrategy ?? {}, errors, SPEC.child('updateStrategy'), context)
  validateRetention(spec.persistentVolumeClaimRetentionPolicy, errors)
  validateClaimsAndService(spec, errors, context, old)
  validateNonNegative(spec.replicas, errors, SPEC.child('replicas'))
  validateNonNegative(spec.minReadySeconds, errors, SPEC.child('minReadySeconds'))
  validateNonNegative(spec.ordinals?.start, errors, SPEC.child('ordinals.start'))
  if (validateOwnSelector(selector, errors, { kind: 'statefulset', unsound: '' })) {
    if (!selector || !isEmptySelector(selector)) validateTemplateLabels(selector, template, errors)
    validateTemplate(spec, errors, context, old)
  }
  validateLastingPod(template, 'StatefulSet', errors)
}

/** Since 1.34 the pods and their claims are looked at, unless what is stored would not pass either. */
const looksInside = ({ minor }: Context): boolean => minor >= 34

type Judge = (spec: StatefulSetSpec, errors: FieldErrors) => void

function unlessBroken(
  spec: StatefulSetSpec,
  old: StatefulSetSpec | undefined,
  errors: FieldErrors,
  judge: Judge,
): void {
  if (old) {
    const before = new FieldErrors()
    judge(old, before)
    if (!before.isEmpty) return
  }
  judge(spec, errors)
}

function validateClaimsAndService(
  spec: StatefulSetSpec,
  errors: FieldErrors,
  context: Context,
  old?: StatefulSetSpec,
): void {
  if (!looksInside(context)) return
  // No update may change them, whatever they say.
  if (!old) {
    spec.volumeClaimTemplates?.forEach(({ spec: claim = {} }, index) => {
      validateClaimSpec(claim, errors, SPEC.child('volumeClaimTemplates').index(index).child('spec'), context)
    })
  }
  unlessBroken(spec, old, errors, ({ serviceName }, found) => {
    if (!serviceName) return
    for (const complaint of dnsLabel(serviceName)) found.invalid(SPEC.child('serviceName'), serviceName, complaint)
  })
}

function validateTemplate(spec: StatefulSetSpec, errors: FieldErrors, context: Context, old?: StatefulSetSpec): void {
  const options = templateOptions(context, old?.template)
  const { metadata, spec: pod = {} } = spec.template ?? {}
  if (looksInside(context)) {
    unlessBroken(spec, old, errors, (each, found) => {
      validatePodTemplateSpec(asMade(each), found, TEMPLATE, options)
    })
  }
  validateLabels(metadata?.labels, errors, TEMPLATE.child('labels'))
  validateAnnotations(metadata?.annotations, errors, TEMPLATE.child('annotations'))
  validatePodAnnotations(metadata?.annotations, pod, errors, TEMPLATE.child('annotations'), options)
}

/**
 * The template as pods are made from it: with a volume for each claim before its own, of which those of the same
 * name give way, and with names that the controller gives.
 */
function asMade({ template = {}, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  const { hostname: _, subdomain: __, ...pod } = template.spec ?? {}
  const claimed = [...new Set(volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? ''))]
  const volumes = [
    ...claimed.map(name => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...(pod.volumes ?? []).filter(({ name = '' }) => !claimed.includes(name)),
  ]
  return { ...template, spec: volumes.length === 0 ? pod : { ...pod, volumes } }
}

function validateStrategy(
  strategy: StatefulSetUpdateStrategy,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  const { type, rollingUpdate } = strategy
  if (!type) errors.required(path)
  else if (type === 'OnDelete') {
    if (!rollingUpdate) return
    const why = "only allowed for updateStrategy 'RollingUpdate'"
    errors.invalid(path.child('rollingUpdate'), rollingUpdateText(rollingUpdate, context), why)
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(rollingUpdate, errors, path.child('rollingUpdate'))
  } else errors.invalid(path, strategyText(strategy, context), "must be 'RollingUpdate' or 'OnDelete'")
}

function validateRollingUpdate(
  { partition, maxUnavailable }: RollingUpdateStatefulSetStrategy,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateNonNegative(partition, errors, path.child('partition'))
  if (maxUnavailable === undefined) return
  const at = path.child('maxUnavailable')
  validateIntOrPercent(maxUnavailable, errors, at)
  if (leadingNumber(maxUnavailable) === 0) errors.invalid(at, maxUnavailable, 'cannot be 0')
  validateAtMostWhole(maxUnavailable, errors, at)
}

/** The internal structs have no JSON names of their own. */
function rollingUpdateText(
  { partition, maxUnavailable }: RollingUpdateStatefulSetStrategy,
  { minor }: Context,
): GoText {
  return goStruct({ Partition: partition ?? 0, ...(minor >= 24 ? { MaxUnavailable: maxUnavailable ?? null } : {}) })
}

const strategyText = ({ type = '', rollingUpdate }: StatefulSetUpdateStrategy, context: Context): GoText =>
  goStruct(
    { Type: type, RollingUpdate: rollingUpdate ? rollingUpdateText(rollingUpdate, context) : null },
    'apps.StatefulSetUpdateStrategy',
  )

function validateRetention(
  policy: StatefulSetPersistentVolumeClaimRetentionPolicy | undefined,
  errors: FieldErrors,
): void {
  if (!policy) return
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const value = policy[field] ?? ''
    if (value === 'Retain' || value === 'Delete') continue
    errors.notSupported(SPEC.child('persistentVolumeClaimRetentionPolicy', field), value, ['Retain', 'Delete'])
  }
}

/** Fields behind gates that are closed, unless they are in use already. */
function dropDisabledFields({ spec }: StatefulSet, old: StatefulSet | undefined, { gates }: Context): void {
  const closed = (gate: string, used: unknown): boolean => !gates.enabled(gate) && (used === undefined || used === null)
  if (closed('StatefulSetMinReadySeconds', old?.spec.minReadySeconds)) delete spec.minReadySeconds
  if (closed('StatefulSetAutoDeletePVC', old?.spec.persistentVolumeClaimRetentionPolicy)) {
    delete spec.persistentVolumeClaimRetentionPolicy
  }
  if (closed('StatefulSetStartOrdinal', old?.spec.ordinals)) delete spec.ordinals
  const rolling = spec.updateStrategy?.rollingUpdate
  if (rolling && closed('MaxUnavailableStatefulSet', old?.spec.updateStrategy?.rollingUpdate?.maxUnavailable)) {
    delete rolling.maxUnavailable
  }
}

const MUTABLE: readonly { field: keyof StatefulSetSpec; since: number; named: string }[] = [
  { field: 'replicas', since: 0, named: "'replicas'" },
  { field: 'ordinals', since: 26, named: "'ordinals'" },
  { field: 'template', since: 0, named: "'template'" },
  { field: 'updateStrategy', since: 0, named: "'updateStrategy'" },
  { field: 'revisionHistoryLimit', since: 34, named: "'revisionHistoryLimit'" },
  { field: 'persistentVolumeClaimRetentionPolicy', since: 23, named: "'persistentVolumeClaimRetentionPolicy'" },
  { field: 'minReadySeconds', since: 22, named: "'minReadySeconds'" },
]

function validateKept(spec: StatefulSetSpec, old: StatefulSetSpec, errors: FieldErrors, { minor }: Context): void {
  const mutable = MUTABLE.filter(({ since }) => minor >= since)
  const fields = new Set<string>([...Object.keys(spec), ...Object.keys(old)])
  for (const { field } of mutable) fields.delete(field)
  const kept = [...fields].every(field =>
    semanticallyEqual(spec[field as keyof StatefulSetSpec], old[field as keyof StatefulSetSpec]),
  )
  if (kept) return
  const names = mutable.map(({ named }) => named)
  const listed =
    minor >= 22
      ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      : "'replicas', 'template', and 'updateStrategy'"
  errors.forbidden(SPEC, `updates to statefulset spec for fields other than ${listed} are forbidden`)
}

const COUNTS = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
] as const
const PARTS = ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const

function validateStatus(status: StatefulSetStatus, errors: FieldErrors): void {
  validateCounts(status, COUNTS, errors)
  validateParts(status, PARTS, errors)
  const { availableReplicas = 0, readyReplicas = 0 } = status
  if (availableReplicas > readyReplicas) {
    errors.invalid(STATUS.child('availableReplicas'), availableReplicas, 'cannot be greater than status.readyReplicas')
  }
}

function warnings(object: StatefulSet, context: Context, old?: StatefulSet): string[] {
  const told = workloadWarnings(object, context, old)
  if (context.minor < 27 || (old && object.metadata.generation === old.metadata.generation)) return told
  const { revisionHistoryLimit = 0, volumeClaimTemplates } = object.spec
  if (revisionHistoryLimit < 0) {
    told.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    )
  }
  volumeClaimTemplates?.forEach(({ spec = {} }, index) => {
    told.push(...claimSpecWarnings(spec, SPEC.child('volumeClaimTemplates').index(index)))
  })
  return told
}

/** Truth: pkg/registry/apps/statefulset/strategy.go */
export const statefulSet: KindRules<StatefulSet> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
    dropDisabledFields(object, undefined, context)
    dropDisabledTemplateFields(object.spec.template, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, true, nameFormatOf(context), errors)
    validateSpec(object.spec, errors, context)
  },
  warnings,
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropDisabledFields(object, old, context)
    dropDisabledTemplateFields(object.spec.template, old.spec.template, context)
    countGeneration(object, old, specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    if (context.minor < 28) validateObjectMeta(object, true, dnsSubdomain, errors)
    if (context.minor < 28) validateSpec(object.spec, errors, context, old.spec)
    validateObjectMetaUpdate(object, old, errors)
    if (context.minor >= 28) validateSpec(object.spec, errors, context, old.spec)
    validateKept(object.spec, old.spec, errors, context)
    if (context.minor < 28) validateNonNegative(object.spec.replicas, errors, SPEC.child('replicas'))
  },
  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors) {
        validateStatus(object.status ?? {}, errors)
        validateObjectMetaUpdate(object, old, errors)
        validateCollisions(object.status, old.status, errors)
      },
    },
  },
}
