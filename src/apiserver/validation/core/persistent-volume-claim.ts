import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { milliValue, parseQuantity, wholeValue } from '../../../resource/quantity.ts'
import type { Minor } from '../../../resource/version.ts'
import { lineDifference } from '../../../text/line-difference.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { keepStatus } from '../status.ts'
import { internalLines } from './internal-json.ts'
import { BETA_CLASS } from './persistent-volume/warnings.ts'
import { validateClaimSpec } from './persistent-volume-claim-spec.ts'

type Claim = PersistentVolumeClaim & KubeObject

const SPEC = FieldPath.of('spec')
const STATUS = FieldPath.of('status')

/** Before this release the strategy and the rules for updates both looked at the new claim. */
const VALIDATES_ONCE: Minor = 22

/** Truth: pkg/registry/core/persistentvolumeclaim, pkg/apis/core/validation ValidatePersistentVolumeClaim */
export const persistentVolumeClaim: KindRules<Claim> = {
  prepareCreate(object, { minor }) {
    object.status = { phase: 'Pending' }
    settleSources((object.spec ??= {}), undefined, minor)
  },

  validate(object, errors, { minor }) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateClaimSpec(object.spec ?? {}, errors, SPEC, { minor })
  },

  prepareUpdate(object, old, { minor }) {
    keepStatus(object, old)
    settleSources((object.spec ??= {}), old.spec, minor)
  },

  validateUpdate(object, old, errors, { minor }) {
    if (minor < VALIDATES_ONCE) {
      validateObjectMeta(object, true, dnsSubdomain, errors)
      validateClaimSpec(object.spec ?? {}, errors, SPEC, { minor }, old.spec)
    }
    validateObjectMetaUpdate(object, old, errors)
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateClaimSpec(object.spec ?? {}, errors, SPEC, { minor }, old.spec)
    validateChange(object, old, errors, minor)
  },

  warnings: (object, { minor }) => claimWarnings(object, minor),

  subresources: {
    status: {
      prepareUpdate(object, old) {
        if (old.spec === undefined) delete object.spec
        else object.spec = old.spec
      },
      validateUpdate(object, old, errors, { minor }) {
        validateObjectMetaUpdate(object, old, errors)
        if (!object.spec?.accessModes?.length) errors.required(FieldPath.of('Spec', 'accessModes'))
        validateStatus(object, errors, minor)
      },
    },
  },
}

const SNAPSHOTS = 'snapshot.storage.k8s.io'

/**
 * The two fields for the source say the same, and a source that nobody fills is dropped.
 * Truth: pkg/api/persistentvolumeclaim/util.go EnforceDataSourceBackwardsCompatibility, NormalizeDataSources
 */
function settleSources(
  spec: PersistentVolumeClaimSpec,
  old: PersistentVolumeClaimSpec | undefined,
  minor: Minor,
): void {
  const { dataSource } = spec
  if (dataSource && !old?.dataSource && !(minor >= 24 && spec.dataSourceRef) && !isFillable(dataSource)) {
    delete spec.dataSource
  }
  if (minor < 24) {
    delete spec.dataSourceRef
    return
  }
  if (spec.dataSourceRef?.namespace && !old?.dataSourceRef) {
    delete spec.dataSourceRef
  }
  if (spec.dataSource && !spec.dataSourceRef) spec.dataSourceRef = { ...spec.dataSource }
  else if (spec.dataSourceRef && !spec.dataSource && !spec.dataSourceRef.namespace) {
    const { namespace: _none, ...source } = spec.dataSourceRef
    spec.dataSource = source
  }
  if (minor < 34 && old?.volumeAttributesClassName === undefined) delete spec.volumeAttributesClassName
}

const isFillable = ({ apiGroup, kind }: { apiGroup?: string; kind?: string }): boolean =>
  (kind === 'PersistentVolumeClaim' && !apiGroup) || (kind === 'VolumeSnapshot' && apiGroup === SNAPSHOTS)

/** Truth: ValidatePersistentVolumeClaimUpdate */
function validateChange(object: Claim, old: Claim, errors: FieldErrors, minor: Minor): void {
  const next = { ...object.spec }
  const before = { ...old.spec }
  if (!before.volumeName && next.volumeName) before.volumeName = next.volumeName
  const oldClass = old.metadata.annotations?.[BETA_CLASS]
  const newClass = object.metadata.annotations?.[BETA_CLASS]
  const moves =
    oldClass !== undefined &&
    old.spec?.storageClassName === undefined &&
    next.storageClassName === oldClass &&
    (newClass === undefined || newClass === oldClass)
  if (moves) delete next.storageClassName
  else if ((newClass ?? '') !== (oldClass ?? '')) {
    errors.invalid(FieldPath.of('metadata', 'annotations', BETA_CLASS), newClass ?? '', IMMUTABLE)
  }
  // A claim without a class may get one later: RetroactiveDefaultStorageClass, on since 1.26.
  const isFirst = old.spec?.storageClassName === undefined && next.storageClassName !== undefined
  if (minor >= 26 && isFirst && (oldClass === undefined || next.storageClassName === oldClass)) {
    delete next.storageClassName
  }
  const bound = object.status?.phase === 'Bound'
  if (bound && next.resources?.requests) {
    const storage = before.resources?.requests?.['storage']
    next.resources = { ...next.resources, requests: { ...next.resources.requests, storage: storage ?? '0' } }
  }
  // Of a claim that is bound the class may become another.
  if (minor >= 31 && bound) {
    if (before.volumeAttributesClassName === undefined) delete next.volumeAttributesClassName
    else next.volumeAttributesClassName = before.volumeAttributesClassName
  }
  if (!sameSpec(next, before)) {
    const difference = lineDifference(
      internalLines('ClaimSpec', before, minor),
      internalLines('ClaimSpec', next, minor),
      3,
    )
    const freed = minor >= 31 ? 'resources.requests and volumeAttributesClassName' : 'resources.requests'
    errors.forbidden(SPEC, `spec is immutable after creation except ${freed} for bound claims\n${difference}`)
  }
  validateShrinking(object, old, errors, minor)
  if (object.spec?.volumeMode !== old.spec?.volumeMode) {
    errors.invalid(FieldPath.of('volumeMode'), object.spec?.volumeMode ?? null, IMMUTABLE)
  }
}

/** Amounts are compared by what they are worth. */
function sameSpec(a: PersistentVolumeClaimSpec, b: PersistentVolumeClaimSpec): boolean {
  const worth = (amounts: Record<string, string> | undefined): Record<string, unknown> =>
    Object.fromEntries(Object.entries(amounts ?? {}).map(([name, text]) => [name, parseQuantity(text)?.nanos]))
  const plain = ({ resources, accessModes, ...rest }: PersistentVolumeClaimSpec) => ({
    ...rest,
    accessModes: accessModes ?? [],
    limits: worth(resources?.limits),
    requests: worth(resources?.requests),
  })
  return semanticallyEqual(plain(a), plain(b))
}

/** A claim that could not be expanded may ask for less again, but for more than it has. */
function validateShrinking(object: Claim, old: Claim, errors: FieldErrors, minor: Minor): void {
  const next = nanos(object.spec?.resources?.requests?.['storage'])
  if (next >= nanos(old.spec?.resources?.requests?.['storage'])) return
  const path = SPEC.child('resources', 'requests', 'storage')
  if (minor < 32) errors.forbidden(path, 'field can not be less than previous value')
  else if (next <= nanos(old.status?.capacity?.['storage'])) {
    errors.forbidden(path, 'field can not be less than status.capacity')
  }
}

const nanos = (text: string | undefined): bigint => parseQuantity(text ?? '0')?.nanos ?? 0n

const RESIZE_STATES = [
  'ControllerResizeInfeasible',
  'ControllerResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizePending',
]

function validateStatus({ status = {} }: Claim, errors: FieldErrors, minor: Minor): void {
  validateAmounts(status.capacity, errors, STATUS.child('capacity'))
  for (const [name, state] of Object.entries(status.allocatedResourceStatuses ?? {})) {
    // Up to 1.33 the field was misspelt, and its key shown for its value.
    const early = minor < 34
    const path = STATUS.child(early ? 'allocatedResourceStatus' : 'allocatedResourceStatuses')
    validateResource(name, errors, path)
    if (RESIZE_STATES.includes(state)) continue
    errors.notSupported(early ? path : path.key(name), early ? name : state, RESIZE_STATES)
  }
  for (const name in status.allocatedResources) validateResource(name, errors, STATUS.child('allocatedResources'))
  validateAmounts(status.allocatedResources, errors, STATUS.child('allocatedResources'))
}

function validateResource(name: string, errors: FieldErrors, path: FieldPath): void {
  const complaints = qualifiedName(name)
  for (const complaint of complaints) errors.invalid(path, name, complaint)
  if (complaints.length > 0 || (name.includes('/') && !name.includes('kubernetes.io/'))) return
  if (name !== 'storage') errors.notSupported(path, name, ['storage'])
}

function validateAmounts(amounts: Record<string, string> | undefined, errors: FieldErrors, path: FieldPath): void {
  for (const name in amounts) {
    const quantity = parseQuantity(amounts[name]!)
    const whole = quantity ? wholeValue(quantity) : 0n
    if (whole < 0n) errors.invalid(path.key(name), whole, 'must be a valid resource quantity')
  }
}

/** Truth: pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaim */
function claimWarnings({ metadata, spec }: Claim, minor: Minor): string[] {
  const warnings: string[] = []
  if (minor >= 27 && metadata.annotations?.[BETA_CLASS] !== undefined) {
    warnings.push(
      `metadata.annotations[${BETA_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`,
    )
  }
  if (minor < 25) return warnings
  for (const side of ['requests', 'limits'] as const) {
    const text = spec?.resources?.[side]?.['storage']
    const quantity = text === undefined ? undefined : parseQuantity(text)
    if (!quantity || milliValue(quantity) % 1000n === 0n) continue
    warnings.push(
      `spec.resources.${side}[storage]: fractional byte value ${goQuote(text!)} is invalid, must be an integer`,
    )
  }
  return warnings
}
