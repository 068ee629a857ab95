import type {
  FCVolumeSource,
  FlockerVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
} from '../../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../../resource/bytes.ts'
import { dnsLabel, rangeComplaint } from '../../../../resource/names.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateFormat, validateRequiredFormat } from '../complaints.ts'

export function validateNfs(
  { server, path: folder = '' }: NFSVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!server) errors.required(path.child('server'))
  if (!folder) errors.required(path.child('path'))
  if (!folder.startsWith('/')) errors.invalid(path.child('path'), folder, 'must be an absolute path')
}

const IQN = /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\t\n\f\r ]+)$/
const EUI = /^eui.[A-Za-z0-9]{16}$/
const NAA = /^naa.[A-Za-z0-9]{32}$/
const LUN = rangeComplaint(0, 255)

function nameComplaint(name: string): string | undefined {
  const format = name.startsWith('iqn') ? IQN : name.startsWith('eui') ? EUI : name.startsWith('naa') ? NAA : undefined
  if (!format) return 'must be valid format starting with iqn, eui, or naa'
  return format.test(name) ? undefined : 'must be valid format'
}

const TARGET_TOO_LONG =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'

/**
 * Of a pod, or of the PersistentVolume with this name.
 * Truth: pkg/apis/core/validation validateISCSIVolumeSource, validateISCSIPersistentVolumeSource
 */
export function validateIscsi(source: ISCSIVolumeSource, errors: FieldErrors, path: FieldPath, volume?: string): void {
  const { targetPortal = '', iqn, lun = 0, initiatorName } = source
  if (!targetPortal) errors.required(path.child('targetPortal'))
  if (volume !== undefined && typeof initiatorName === 'string' && byteLength(`${volume}:${targetPortal}`) > 64) {
    errors.invalid(path.child('targetportal'), targetPortal, TARGET_TOO_LONG)
  }
  if (!iqn) errors.required(path.child('iqn'))
  else complain(iqn, errors, path.child('iqn'), volume)
  if (lun < 0 || lun > 255) errors.invalid(path.child('lun'), lun, LUN)
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef)
    errors.required(path.child('secretRef'))
  if (volume !== undefined && source.secretRef && !source.secretRef.name) {
    errors.required(path.child('secretRef', 'name'))
  }
  if (typeof initiatorName === 'string') complain(initiatorName, errors, path.child('initiatorname'), volume)
}

/** Of a PersistentVolume the server does not say what a name may start with. */
function complain(name: string, errors: FieldErrors, path: FieldPath, volume: string | undefined): void {
  const complaint = nameComplaint(name)
  if (complaint) errors.invalid(path, name, volume === undefined ? complaint : 'must be valid format')
}

export function validateFc(
  { targetWWNs = [], wwids = [], lun }: FCVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('targetWWNs')
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.required(at, 'must specify either targetWWNs or wwids, but not both')
  }
  if (targetWWNs.length === 0) return
  if (wwids.length > 0) errors.invalid(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously')
  if (lun === undefined || lun === null)
    errors.required(path.child('lun'), 'lun is required if targetWWNs is specified')
  else if (lun < 0 || lun > 255) errors.invalid(path.child('lun'), lun, LUN)
}

export function validateFlocker(
  { datasetName = '', datasetUUID }: FlockerVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!datasetName && !datasetUUID) errors.required(path, 'one of datasetName and datasetUUID is required')
  if (datasetName && datasetUUID) {
    errors.invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')
  }
  if (datasetName.includes('/')) errors.invalid(path.child('datasetName'), datasetName, "must not contain '/'")
}

const HOST_PORTS = 'must be a host:port pair or multiple pairs separated by commas'
const MOST_TENANT_BYTES = 64

export function validateQuobyte(
  { registry, tenant = '', volume }: QuobyteVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!registry) errors.required(path.child('registry'), HOST_PORTS)
  else if (byteLength(tenant) > MOST_TENANT_BYTES) {
    errors.required(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters')
  } else {
    for (const pair of registry.split(',')) {
      if (!isHostPort(pair)) errors.invalid(path.child('registry'), registry, HOST_PORTS)
    }
  }
  if (!volume) errors.required(path.child('volume'))
}

/** `host:port` or `[host]:port`, either part possibly empty. Truth: Go's net.SplitHostPort */
const isHostPort = (pair: string): boolean => /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair)

export function validateStorageOs(
  { volumeName, volumeNamespace, secretRef }: StorageOSVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateRequiredFormat(dnsLabel, volumeName, errors, path.child('volumeName'))
  if (volumeNamespace) validateFormat(dnsLabel, volumeNamespace, errors, path.child('volumeNamespace'))
  if (secretRef && !secretRef.name) errors.required(path.child('secretRef', 'name'))
}
