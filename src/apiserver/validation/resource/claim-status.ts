import type {
  AllocatedDeviceStatus,
  AllocationResult,
  DeviceAllocationConfiguration,
  DeviceRequestAllocationResult,
  NetworkDeviceData,
  ResourceClaim,
  ResourceClaimConsumerReference,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import { validateConditions } from '../conditions.ts'
import { validateNodeSelector } from '../core/affinity.ts'
import { validateFormat } from '../core/complaints.ts'
import { internalJson } from '../core/internal-json.ts'
import { validateImmutable } from '../object-meta.ts'
import { validateBindingConditions } from './binding-conditions.ts'
import { validateTolerations } from './device-claim.ts'
import { type DeviceId, deviceKey } from './device-key.ts'
import { validateInterfaceAddress } from './interface-address.ts'
import { validateList, validateSet } from './lists.ts'
import { validateDriverName, validatePoolName, validateUid } from './names.ts'
import { validateConfiguration, validateRawObject } from './opaque.ts'
import { type Names, validateRequestReference, validateRequestReferences } from './request-names.ts'

const STATUS = FieldPath.of('status')
const MOST_CONSUMERS = 256
const MOST_RESULTS = 32
const MOST_CONFIGURATIONS = 64
const MOST_CONDITIONS = 8
const MOST_IPS = 16
const MOST_INTERFACE_BYTES = 256
const MOST_HARDWARE_BYTES = 128
const NO_LIMIT = Number.POSITIVE_INFINITY

type Claim = ResourceClaim & KubeObject

/** Truth: pkg/apis/resource/validation validateResourceClaimStatusUpdate */
export function validateClaimStatus(
  { status = {}, metadata }: Claim,
  { status: old = {} }: Claim,
  names: Names,
  errors: FieldErrors,
  context: Context,
): void {
  const { reservedFor, allocation, devices } = status
  const reserved = STATUS.child('reservedFor')
  const uidOf = ({ uid = '' }: ResourceClaimConsumerReference): string => uid
  validateSet(reservedFor, MOST_CONSUMERS, errors, reserved, uidOf, (consumer, path) => {
    for (const field of ['resource', 'name', 'uid'] as const) if (!consumer[field]) errors.required(path.child(field))
  })
  const allocated = new Set((allocation?.devices?.results ?? []).map(deviceKey))
  validateSet(
    devices,
    NO_LIMIT,
    errors,
    STATUS.child('devices'),
    deviceKey,
    (device, path) => validateDeviceStatus(device, allocated, errors, path),
    idText,
  )
  if (reservedFor?.length) {
    if (!allocation) errors.forbidden(reserved, 'may not be specified when `allocated` is not set')
    else if (metadata.deletionTimestamp && reservedFor.some(consumer => !isAmong(consumer, old.reservedFor))) {
      const detail = 'new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set'
      errors.forbidden(reserved, detail)
    }
  }
  if (!allocation) return
  const path = STATUS.child('allocation')
  if (old.allocation) {
    const shown = internalJson('AllocationResult', allocation, context.minor)
    validateImmutable(allocation, old.allocation, errors, path, shown)
  } else validateAllocation(allocation, names, errors, path, context)
}

const idText = ({ driver = '', pool = '', device = '', shareID = '' }: DeviceId) =>
  goStruct({ Driver: driver, Pool: pool, Device: device, ShareID: shareID })

const isAmong = (
  consumer: ResourceClaimConsumerReference,
  others: readonly ResourceClaimConsumerReference[] = [],
): boolean =>
  others.some(
    ({ uid, name, resource, apiGroup }) =>
      uid === consumer.uid &&
      name === consumer.name &&
      resource === consumer.resource &&
      (apiGroup ?? '') === (consumer.apiGroup ?? ''),
  )

function validateAllocation(
  { devices, nodeSelector }: AllocationResult,
  names: Names,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  const at = path.child('devices')
  validateList(devices?.results, MOST_RESULTS, errors, at.child('results'), (result, each) => {
    validateResult(result, names, errors, each, context)
  })
  validateList(devices?.config, MOST_CONFIGURATIONS, errors, at.child('config'), (config, each) => {
    validateAllocatedConfiguration(config, names, errors, each)
  })
  if (nodeSelector) validateNodeSelector(nodeSelector, false, errors, path.child('nodeSelector'))
}

function validateAllocatedConfiguration(
  config: DeviceAllocationConfiguration,
  names: Names,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const { source = '' } = config
  if (source === '') errors.required(path.child('source'))
  else if (source !== 'FromClaim' && source !== 'FromClass') {
    errors.notSupported(path.child('source'), source, ['FromClaim', 'FromClass'])
  }
  validateRequestReferences(config.requests, names, errors, path.child('requests'))
  validateConfiguration(config, false, errors, path)
}

/** Truth: validateDeviceRequestAllocationResult */
function validateResult(
  result: DeviceRequestAllocationResult,
  names: Names,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  validateRequestReference(result.request ?? '', names, errors, path.child('request'))
  validateId(result, errors, path)
  validateBindingConditions(result, errors, path)
  validateTolerations(result.tolerations, errors, path, context)
  if (result.shareID !== undefined) validateUid(result.shareID, errors, path.child('shareID'))
}

function validateId({ driver = '', pool = '', device = '' }: DeviceId, errors: FieldErrors, path: FieldPath): void {
  validateDriverName(driver, errors, path.child('driver'))
  validatePoolName(pool, errors, path.child('pool'))
  validateFormat(dnsLabel, device, errors, path.child('device'))
}

/** What a driver tells of a device that was given to the claim. */
function validateDeviceStatus(
  status: AllocatedDeviceStatus,
  allocated: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateId(status, errors, path)
  if (status.shareID !== undefined) validateUid(status.shareID, errors, path.child('shareID'))
  if (!allocated.has(deviceKey(status))) {
    errors.invalid(path, idText(status), 'must be an allocated device in the claim')
  }
  const { conditions, data, networkData } = status
  if (conditions && conditions.length > MOST_CONDITIONS) {
    errors.tooMany(path.child('conditions'), conditions.length, MOST_CONDITIONS)
  }
  validateConditions(conditions, errors, path.child('conditions'))
  if (data !== undefined) validateRawObject(data, false, errors, path.child('data'))
  if (networkData) validateNetworkData(networkData, errors, path.child('networkData'))
}

function validateNetworkData(
  { interfaceName = '', hardwareAddress = '', ips }: NetworkDeviceData,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (byteLength(interfaceName) > MOST_INTERFACE_BYTES) {
    errors.tooLong(path.child('interfaceName'), MOST_INTERFACE_BYTES)
  }
  if (byteLength(hardwareAddress) > MOST_HARDWARE_BYTES) {
    errors.tooLong(path.child('hardwareAddress'), MOST_HARDWARE_BYTES)
  }
  const itself = (ip: string): string => ip
  validateSet(ips, MOST_IPS, errors, path.child('ips'), itself, (ip, at) => validateInterfaceAddress(ip, errors, at))
}
