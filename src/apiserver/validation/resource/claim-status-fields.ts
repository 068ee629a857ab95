import type { ResourceClaimStatus } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { Context } from '../../context.ts'
import { deviceKey } from './device-key.ts'

/** Drops what a gate or the allocation no longer covers. Truth: pkg/registry/resource/resourceclaim/strategy.go */
export function prepareClaimStatus(
  status: ResourceClaimStatus | undefined,
  old: ResourceClaimStatus | undefined,
  { gates }: Context,
): void {
  if (!status) return
  if (!gates.enabled('DRAResourceClaimDeviceStatus') && !old?.devices) delete status.devices
  dropDeallocated(status, old)
  const results = status.allocation?.devices?.results ?? []
  const had = old?.allocation?.devices?.results ?? []
  if (!gates.enabled('DRAAdminAccess') && !had.some(({ adminAccess }) => adminAccess !== undefined)) {
    for (const result of results) delete result.adminAccess
  }
  if (!gates.enabled('DRADeviceBindingConditions') && !had.some(({ bindingConditions }) => bindingConditions)) {
    if (status.allocation && !old?.allocation?.allocationTimestamp) delete status.allocation.allocationTimestamp
    for (const result of results) {
      delete result.bindingConditions
      delete result.bindingFailureConditions
    }
  }
  if (!gates.enabled('DRAConsumableCapacity') && !had.some(({ shareID }) => shareID !== undefined)) {
    for (const result of results) {
      delete result.shareID
      delete result.consumedCapacity
    }
    for (const device of status.devices ?? []) delete device.shareID
  }
}

/** Devices that were given back take their status with them. Truth: dropDeallocatedStatusDevices */
function dropDeallocated(status: ResourceClaimStatus, old: ResourceClaimStatus | undefined): void {
  if (!status.devices || !old?.allocation) return
  const gone = new Set((old.allocation.devices?.results ?? []).map(deviceKey))
  for (const result of status.allocation?.devices?.results ?? []) gone.delete(deviceKey(result))
  if (gone.size === 0) return
  const left = status.devices.filter(device => !gone.has(deviceKey(device)))
  if (left.length > 0) status.devices = left
  else delete status.devices
}
