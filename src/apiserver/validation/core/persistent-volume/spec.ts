import type { PersistentVolume, PersistentVolumeSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain } from '../../../../resource/names.ts'
import type { KubeObject } from '../../../../resource/object.ts'
import { parseQuantity, wholeValue } from '../../../../resource/quantity.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { typed } from '../../../go-text.ts'
import { validateNodeSelector } from '../affinity.ts'
import { validateFormat } from '../complaints.ts'
import { PERSISTENT_SOURCES } from './sources.ts'

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']
const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain']
const VOLUME_MODES = ['Block', 'Filesystem']
const INLINE = 'may not be specified in the context of inline volumes'

export interface VolumeContext {
  readonly minor: Minor
  readonly name: string
  /** The spec stands in a VolumeAttachment. */
  readonly inline?: boolean
}

/** Truth: pkg/apis/core/validation ValidatePersistentVolumeSpec */
export function validateVolumeSpec(
  spec: PersistentVolumeSpec,
  errors: FieldErrors,
  path: FieldPath,
  context: VolumeContext,
): void {
  const { minor, inline = false } = context
  if (inline) {
    if (spec.claimRef) errors.forbidden(path.child('claimRef'), INLINE)
    for (const _ in spec.capacity) {
      errors.forbidden(path.child('capacity'), INLINE)
      break
    }
    if (!spec.csi) errors.required(path.child('csi'), 'has to be specified in the context of inline volumes')
  }
  validateAccessModes(spec.accessModes ?? [], errors, path.child('accessModes'), minor)
  if (!inline) validateCapacity(spec.capacity, errors, path.child('capacity'))
  const policy = spec.persistentVolumeReclaimPolicy
  const policyPath = path.child('persistentVolumeReclaimPolicy')
  if (policy && inline) {
    if (policy !== 'Retain') errors.forbidden(policyPath, 'may only be Retain in the context of inline volumes')
  } else if (policy && !RECLAIM_POLICIES.includes(policy)) errors.notSupported(policyPath, policy, RECLAIM_POLICIES)
  validateNodeAffinity(spec, errors, path.child('nodeAffinity'), context)
  validateSources(spec, errors, path, context)
  if (policy === 'Recycle' && spec.hostPath && isRoot(spec.hostPath.path ?? '')) {
    errors.forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'")
  }
  if (spec.storageClassName) {
    const at = path.child('storageClassName')
    if (inline) errors.forbidden(at, INLINE)
    else validateFormat(dnsSubdomain, spec.storageClassName, errors, at)
  }
  const mode = spec.volumeMode
  if (mode !== undefined) {
    const at = path.child('volumeMode')
    if (!inline) {
      if (!VOLUME_MODES.includes(mode)) errors.notSupported(at, mode, VOLUME_MODES)
    } else if (mode !== 'Filesystem') {
      errors.forbidden(at, 'may not specify volumeMode other than Filesystem in the context of inline volumes')
    }
  }
  if (minor >= 31) validateAttributesClass(spec, errors, path, inline)
}

function validateAccessModes(modes: string[], errors: FieldErrors, path: FieldPath, minor: Minor): void {
  const supported = minor >= 22 ? ACCESS_MODES : ACCESS_MODES.slice(0, 3)
  if (modes.length === 0) errors.required(path)
  for (const mode of modes) if (!supported.includes(mode)) errors.notSupported(path, mode, supported)
  if (minor < 22 || !modes.includes('ReadWriteOncePod')) return
  if (modes.some(mode => mode !== 'ReadWriteOncePod' && supported.includes(mode))) {
    errors.forbidden(path, 'may not use ReadWriteOncePod with other access modes')
  }
}

function validateCapacity(capacity: Record<string, string> | undefined, errors: FieldErrors, path: FieldPath): void {
  const names = Object.keys(capacity ?? {})
  if (names.length === 0) errors.required(path)
  if (names.length !== 1 || names[0] !== 'storage')
    errors.notSupported(path, typed('core.ResourceList', capacity), ['storage'])
  for (const name of names) {
    const text = capacity![name]!
    const quantity = parseQuantity(text)
    if (!quantity) continue
    const at = path.key(name)
    const whole = wholeValue(quantity)
    if (whole < 0n) errors.invalid(at, whole, 'must be a valid resource quantity')
    if (quantity.nanos <= 0n) errors.invalid(at, text, 'must be greater than zero')
  }
}

function validateNodeAffinity(
  { nodeAffinity }: PersistentVolumeSpec,
  errors: FieldErrors,
  path: FieldPath,
  { inline, minor }: VolumeContext,
): void {
  if (!nodeAffinity) return
  if (inline) errors.forbidden(path, INLINE)
  else if (nodeAffinity.required)
    validateNodeSelector(nodeAffinity.required, minor < 27, errors, path.child('required'))
  else errors.required(path.child('required'), 'must specify required node constraints')
}

function validateSources(
  spec: PersistentVolumeSpec,
  errors: FieldErrors,
  path: FieldPath,
  context: VolumeContext,
): void {
  let found = false
  for (const source of PERSISTENT_SOURCES) {
    const { field, first = field, second = field, beside } = source
    if (!spec[field]) continue
    if (found && !beside) errors.forbidden(path.child(second), 'may not specify more than 1 volume type')
    else source.validate(spec, errors, path.child(first), context)
    found = true
  }
  if (!found) errors.required(path, 'must specify a volume type')
}

/** `//` and `/a/..` lead there as well. */
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false
  let depth = 0
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1)
    else if (part !== '' && part !== '.') depth++
  }
  return depth === 0
}

function validateAttributesClass(
  spec: PersistentVolumeSpec,
  errors: FieldErrors,
  path: FieldPath,
  inline: boolean,
): void {
  const name = spec.volumeAttributesClassName
  if (name === undefined) return
  const at = path.child('volumeAttributesClassName')
  if (inline) {
    errors.forbidden(at, INLINE)
    return
  }
  if (name === '') errors.required(at, 'an empty string is disallowed')
  else validateFormat(dnsSubdomain, name, errors, at)
  if (!spec.csi) errors.required(path.child('csi'), 'has to be specified when using volumeAttributesClassName')
}

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options'
const MOUNTABLE = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
] as const

/** Truth: pkg/volume/validation checkMountOption */
export function validateMountOptions({ metadata, spec }: PersistentVolume & KubeObject, errors: FieldErrors): void {
  if (metadata.annotations?.[MOUNT_OPTIONS] === undefined) return
  if (MOUNTABLE.some(field => spec?.[field])) return
  errors.forbidden(
    FieldPath.of('metadata', 'annotations', MOUNT_OPTIONS),
    'may not specify mount options for this volume type',
  )
}
