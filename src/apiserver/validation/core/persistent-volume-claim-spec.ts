import type { PersistentVolumeClaimSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import { parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validateFormat } from './complaints.ts'
import type { PodOptions } from './pod-options.ts'

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']
const VOLUME_MODES = ['Block', 'Filesystem']

/** Truth: pkg/apis/core/validation ValidatePersistentVolumeClaimSpec */
export function validateClaimSpec(
  spec: PersistentVolumeClaimSpec,
  errors: FieldErrors,
  path: FieldPath,
  { minor }: Pick<PodOptions, 'minor'>,
  old?: PersistentVolumeClaimSpec,
): void {
  validateAccessModes(spec, minor >= 22 ? ACCESS_MODES : ACCESS_MODES.slice(0, 3), errors, path)
  validateStorage(spec, errors, path)
  if (spec.storageClassName) validateFormat(dnsSubdomain, spec.storageClassName, errors, path.child('storageClassName'))
  const { volumeMode } = spec
  if (typeof volumeMode === 'string' && !VOLUME_MODES.includes(volumeMode)) {
    errors.notSupported(path.child('volumeMode'), volumeMode, VOLUME_MODES)
  }
  // Where a group was named before, any may be.
  const anyGroup = (old?.dataSource?.apiGroup ?? old?.dataSourceRef?.apiGroup) !== undefined
  validateDataSources(spec, minor >= 24 ? MUST_BE_CLAIM : '', anyGroup, errors, path)
  if (minor >= 31 && spec.volumeAttributesClassName) {
    validateFormat(dnsSubdomain, spec.volumeAttributesClassName, errors, path.child('volumeAttributesClassName'))
  }
}

function validateAccessModes(
  { accessModes = [], selector }: PersistentVolumeClaimSpec,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('accessModes')
  if (accessModes.length === 0) errors.required(at, 'at least 1 access mode is required')
  if (selector) validateLabelSelector(selector, errors, path.child('selector'))
  for (const mode of accessModes) if (!supported.includes(mode)) errors.notSupported(at, mode, supported)
  const others = accessModes.some(mode => mode !== 'ReadWriteOncePod' && supported.includes(mode))
  if (accessModes.includes('ReadWriteOncePod') && supported.includes('ReadWriteOncePod') && others) {
    errors.forbidden(at, 'may not use ReadWriteOncePod with other access modes')
  }
}

function validateStorage({ resources }: PersistentVolumeClaimSpec, errors: FieldErrors, path: FieldPath): void {
  const at = path.child('resources').key('storage')
  const storage = resources?.requests?.['storage']
  if (storage === undefined) {
    errors.required(at)
    return
  }
  const quantity = parseQuantity(storage)
  if (quantity && quantity.nanos <= 0n) errors.invalid(at, storage, 'must be greater than zero')
}

function validateDataSources(
  { dataSource, dataSourceRef }: PersistentVolumeClaimSpec,
  mustBeClaim: string,
  anyGroup: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (dataSource) {
    const at = path.child('dataSource')
    validateSource(dataSource, errors, at)
    const apiGroup = dataSource.apiGroup ?? ''
    if (!apiGroup && dataSource.kind !== 'PersistentVolumeClaim') errors.invalid(at, dataSource.kind ?? '', mustBeClaim)
    if (apiGroup && !anyGroup) validateFormat(dnsSubdomain, apiGroup, errors, at.child('apiGroup'))
  }
  if (dataSourceRef) {
    const at = path.child('dataSourceRef')
    validateSource(dataSourceRef, errors, at)
    const apiGroup = dataSourceRef.apiGroup ?? ''
    if (!apiGroup && dataSourceRef.kind !== 'PersistentVolumeClaim')
      errors.invalid(at, dataSourceRef.kind ?? '', mustBeClaim)
    if (apiGroup && !anyGroup) validateFormat(dnsSubdomain, apiGroup, errors, at.child('apiGroup'))
    if (dataSourceRef.namespace) validateFormat(dnsLabel, dataSourceRef.namespace, errors, at.child('namespace'))
  }
  if (dataSource && dataSourceRef?.namespace) {
    errors.invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified')
  }
  if (dataSource && dataSourceRef && !dataSourceRef.namespace && !sameSource(dataSource, dataSourceRef)) {
    // The server shows the path instead of the value, and a path has nothing to show.
    errors.invalid(path, {}, 'must match dataSourceRef')
  }
}

const MUST_BE_CLAIM = "must be 'PersistentVolumeClaim' when referencing the default apiGroup"

interface Source {
  apiGroup?: string
  kind?: string
  name?: string
}

function validateSource({ name, kind }: Source, errors: FieldErrors, path: FieldPath): void {
  if (!name) errors.required(path.child('name'))
  if (!kind) errors.required(path.child('kind'))
}

const sameSource = (a: Source, b: Source): boolean =>
  (a.apiGroup ?? '') === (b.apiGroup ?? '') && a.kind === b.kind && a.name === b.name
