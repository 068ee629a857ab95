import type {
  AzureDiskVolumeSource,
  CinderVolumeSource,
  CSIVolumeSource,
  FlexVolumeSource,
} from '../../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../../resource/bytes.ts'
import { dnsSubdomain, rangeComplaint } from '../../../../resource/names.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateFormat } from '../complaints.ts'

/** Zero is let through, whatever the message says. */
export function validatePartition(
  { partition = 0 }: { partition?: number },
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (partition < 0 || partition > 255) errors.invalid(path.child('partition'), partition, rangeComplaint(1, 255))
}

export function validateCinder(
  { volumeID, secretRef }: CinderVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!volumeID) errors.required(path.child('volumeID'))
  if (secretRef && !secretRef.name) errors.required(path.child('secretRef', 'name'))
}

const CACHING = ['None', 'ReadOnly', 'ReadWrite']
const KINDS = ['Dedicated', 'Managed', 'Shared']
const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'

/** Truth: pkg/apis/core/validation validateAzureDisk */
export function validateAzureDisk(
  { diskName, diskURI = '', cachingMode, kind }: AzureDiskVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!diskName) errors.required(path.child('diskName'))
  if (!diskURI) errors.required(path.child('diskURI'))
  if (typeof cachingMode === 'string' && !CACHING.includes(cachingMode)) {
    errors.notSupported(path.child('cachingMode'), cachingMode, CACHING)
  }
  if (typeof kind !== 'string') return
  if (!KINDS.includes(kind)) errors.notSupported(path.child('kind'), kind, KINDS)
  const [prefix, shown] = kind === 'Managed' ? ['/subscriptions/', MANAGED_URI] : ['https://', BLOB_URI]
  if (!diskURI.startsWith(prefix)) errors.notSupported(path.child('diskURI'), diskURI, [shown])
}

const MOST_DRIVER_BYTES = 63

/** Truth: pkg/apis/core/validation ValidateCSIDriverName */
export function validateCsiDriver(driver: string, minor: Minor, errors: FieldErrors, path: FieldPath): void {
  if (!driver) {
    errors.required(path)
    if (minor >= 34) return
  }
  if (byteLength(driver) > MOST_DRIVER_BYTES) errors.tooLong(path, MOST_DRIVER_BYTES)
  for (const complaint of dnsSubdomain(driver.toLowerCase())) errors.invalid(path, driver, complaint)
}

/** A bad name of a secret is reported at `csi.name`. */
export function validateCsi(
  { driver = '', nodePublishSecretRef: secret }: CSIVolumeSource,
  minor: Minor,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateCsiDriver(driver, minor, errors, path.child('driver'))
  if (!secret) return
  if (!secret.name) errors.required(path.child(minor < 28 ? 'nodePublishSecretRef ' : 'nodePublishSecretRef', 'name'))
  else validateFormat(dnsSubdomain, secret.name, errors, path.child('name'))
}

export function validateFlexVolume({ driver, options }: FlexVolumeSource, errors: FieldErrors, path: FieldPath): void {
  if (!driver) errors.required(path.child('driver'))
  for (const key in options) {
    const slash = key.indexOf('/')
    const namespace = `.${(slash < 0 ? key : key.slice(0, slash)).toLowerCase()}`
    if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) continue
    errors.invalid(path.child('options').key(key), key, 'kubernetes.io and k8s.io namespaces are reserved')
  }
}
