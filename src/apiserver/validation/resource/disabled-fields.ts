import type {
  Device,
  DeviceClaim,
  DeviceClassSpec,
  ResourceSliceSpec,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { Context } from '../../context.ts'
import { dropLists, hasLists } from './attributes.ts'
import { exactly, propertiesOf } from './older-forms.ts'

// Fields behind closed gates go, unless the object that is replaced has them.
// Truth: pkg/registry/resource/*/strategy.go dropDisabledFields

export function dropDisabledClaimFields(
  claim: DeviceClaim | undefined,
  old: DeviceClaim | undefined,
  { gates }: Context,
): void {
  if (!claim) return
  const requests = claim.requests ?? []
  const had = (test: (request: (typeof requests)[number]) => boolean): boolean => old?.requests?.some(test) ?? false
  if (!gates.enabled('DRAPrioritizedList') && !had(({ firstAvailable }) => firstAvailable !== undefined)) {
    for (const request of requests) delete request.firstAvailable
  }
  if (!gates.enabled('DRAAdminAccess') && !had(request => exactly(request)?.adminAccess !== undefined)) {
    for (const request of requests) delete exactly(request)?.adminAccess
  }
  if (gates.enabled('DRAConsumableCapacity')) return
  const capacities = had(
    request =>
      exactly(request)?.capacity !== undefined || request.firstAvailable?.some(({ capacity }) => capacity) === true,
  )
  if (capacities || old?.constraints?.some(({ distinctAttribute }) => distinctAttribute !== undefined)) return
  for (const request of requests) {
    delete exactly(request)?.capacity
    for (const alternative of request.firstAvailable ?? []) delete alternative.capacity
  }
  for (const constraint of claim.constraints ?? []) delete constraint.distinctAttribute
}

export function dropDisabledClassFields(
  spec: DeviceClassSpec | undefined,
  old: DeviceClassSpec | undefined,
  { gates }: Context,
): void {
  if (!gates.enabled('DRAExtendedResource') && old?.extendedResourceName === undefined) {
    delete spec?.extendedResourceName
  }
}

/** What a gate stands for in a device. */
const DEVICE_FIELDS: readonly [gate: string, fields: readonly (keyof Device)[]][] = [
  ['DRADeviceTaints', ['taints']],
  ['DRAPartitionableDevices', ['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes']],
  ['DRADeviceBindingConditions', ['bindingConditions', 'bindingFailureConditions', 'bindsToNode']],
  ['DRAConsumableCapacity', ['allowMultipleAllocations']],
  ['DRANodeAllocatableResources', ['nodeAllocatableResourceMappings']],
]

export function dropDisabledSliceFields(
  spec: ResourceSliceSpec | undefined,
  old: ResourceSliceSpec | undefined,
  { gates }: Context,
): void {
  if (!spec) return
  const devices = (spec.devices ?? []).map(propertiesOf)
  const before = (old?.devices ?? []).map(propertiesOf)
  if (!gates.enabled('DRAListTypeAttributes') && !before.some(hasLists)) devices.forEach(dropLists)
  for (const [gate, fields] of DEVICE_FIELDS) {
    if (gates.enabled(gate) || before.some(device => fields.some(field => device[field] !== undefined))) continue
    for (const device of devices) for (const field of fields) delete device[field]
    if (gate === 'DRAPartitionableDevices' && !old?.sharedCounters && !old?.perDeviceNodeSelection) {
      delete spec.sharedCounters
      delete spec.perDeviceNodeSelection
    }
    if (gate === 'DRAConsumableCapacity') {
      for (const { capacity = {} } of devices) for (const amount of Object.values(capacity)) delete amount.requestPolicy
    }
  }
}
