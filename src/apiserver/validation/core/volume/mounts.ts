import type { Container, VolumeMount } from '../../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { hasBacksteps, validateDescendingPath } from '../paths.ts'
import type { PodOptions } from '../pod-options.ts'
import type { KnownVolumes } from './volumes.ts'

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None']
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible']

/**
 * Truth: pkg/apis/core/validation ValidateVolumeMounts. Some errors stand at the list instead of the mount,
 * as in `volumeMounts.subPath`.
 */
export function validateMounts(
  container: Container,
  volumes: KnownVolumes,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const { volumeMounts: mounts, volumeDevices: devices = [] } = container
  if (!mounts) return
  const taken = new Set<string>()
  mounts.forEach((mount, index) => {
    const at = path.index(index)
    const { name = '', mountPath = '', subPath, subPathExpr } = mount
    if (!name) errors.required(at.child('name'))
    const volume = volumes.get(name)
    if (!volume) errors.notFound(at.child('name'), name)
    if (!mountPath) errors.required(at.child('mountPath'))
    if (taken.has(mountPath)) errors.invalid(at.child('mountPath'), mountPath, 'must be unique')
    taken.add(mountPath)
    if (devices.some(device => (device.name ?? '') === name)) {
      errors.invalid(at.child('name'), name, 'must not already exist in volumeDevices')
    }
    if (lastPaths(devices, 'devicePath').has(mountPath)) {
      errors.invalid(at.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices')
    }
    if (subPath) validateDescendingPath(subPath, errors, path.child('subPath'))
    if (subPathExpr) {
      if (subPath) {
        errors.invalid(at.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive')
      }
      validateDescendingPath(subPathExpr, errors, path.child('subPathExpr'))
    }
    validatePropagation(mount, container, errors, path.child('mountPropagation'))
    validateRecursiveReadOnly(mount, errors, path.child('recursiveReadOnly'))
  })
}

/** Of several entries of one name Go's map keeps the last. */
function lastPaths(
  entries: { name?: string; mountPath?: string; devicePath?: string }[],
  field: 'mountPath' | 'devicePath',
): Set<string> {
  if (entries.length === 0) return NO_PATHS
  return new Set(new Map(entries.map(entry => [entry.name ?? '', entry[field] ?? ''])).values())
}
const NO_PATHS = new Set<string>()

function validatePropagation(
  { mountPropagation: mode }: VolumeMount,
  { securityContext }: Container,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (mode === undefined || mode === null) return
  if (!PROPAGATIONS.includes(mode)) errors.notSupported(path, mode, PROPAGATIONS)
  if (mode === 'Bidirectional' && securityContext?.privileged !== true) {
    errors.forbidden(path, 'Bidirectional mount propagation is available only to privileged containers')
  }
}

function validateRecursiveReadOnly(
  { recursiveReadOnly: mode, readOnly, mountPropagation }: VolumeMount,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (mode === undefined || mode === null || mode === 'Disabled') return
  if (!RECURSIVE.includes(mode)) {
    errors.notSupported(path, mode, RECURSIVE)
    return
  }
  if (!readOnly) errors.forbidden(path, 'may only be specified when readOnly is true')
  if (mountPropagation !== undefined && mountPropagation !== null && mountPropagation !== 'None') {
    errors.forbidden(path, 'may only be specified when mountPropagation is None or not specified')
  }
}

/** Truth: pkg/apis/core/validation ValidateVolumeDevices */
export function validateDevices(
  { volumeDevices: devices, volumeMounts: mounts = [] }: Container,
  volumes: KnownVolumes,
  errors: FieldErrors,
  path: FieldPath,
  { minor }: PodOptions,
): void {
  if (!devices) return
  const names = new Set<string>()
  const paths = new Set<string>()
  devices.forEach(({ name = '', devicePath = '' }, index) => {
    const at = path.index(index)
    const volume = volumes.get(name)
    if (!name) errors.required(at.child('name'))
    if (names.has(name)) errors.invalid(at.child('name'), name, 'must be unique')
    if (volume && !volume.persistentVolumeClaim && !(volume.ephemeral && minor >= 21)) {
      const sources = minor >= 21 ? 'PersistentVolumeClaim or Ephemeral' : 'PersistentVolumeClaim'
      errors.invalid(at.child('name'), name, `can only use volume source type of ${sources} for block mode`)
    }
    if (!volume) errors.notFound(at.child('name'), name)
    if (!devicePath) errors.required(at.child('devicePath'))
    if (paths.has(devicePath)) errors.invalid(at.child('devicePath'), devicePath, 'must be unique')
    if (devicePath && hasBacksteps(devicePath)) {
      errors.invalid(at.child('devicePath'), devicePath, "can not contain backsteps ('..')")
    } else paths.add(devicePath)
    if (mounts.some(mount => (mount.name ?? '') === name)) {
      errors.invalid(at.child('name'), name, 'must not already exist in volumeMounts')
    }
    if (lastPaths(mounts, 'mountPath').has(devicePath)) {
      errors.invalid(at.child('devicePath'), devicePath, 'must not already exist as a path in volumeMounts')
    }
    if (name) names.add(name)
  })
}
