import type { ContainerStatus, PodStatus } from '../../../../schemas/types/core/v1.generated.ts'
import type { Context } from '../../context.ts'

const LISTS = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const

const OF_POD = [
  { gate: 'DynamicResourceAllocation', field: 'resourceClaimStatuses' },
  { gate: 'DRAExtendedResource', field: 'extendedResourceClaimStatus' },
  { gate: 'DRANodeAllocatableResources', field: 'nodeAllocatableResourceClaimStatuses' },
  { gate: 'InPlacePodLevelResourcesVerticalScaling', field: 'allocatedResources' },
  { gate: 'InPlacePodLevelResourcesVerticalScaling', field: 'resources' },
  { gate: 'PodHostIPs', field: 'hostIPs' },
] as const

const OF_CONTAINER = [
  { gate: 'InPlacePodVerticalScaling', field: 'resources' },
  { gate: 'InPlacePodVerticalScalingAllocatedStatus', field: 'allocatedResources' },
  { gate: 'ResourceHealthStatus', field: 'allocatedResourcesStatus' },
  { gate: 'SupplementalGroupsPolicy', field: 'user' },
  { gate: 'ContainerStopSignals', field: 'stopSignal' },
] as const

/** As in the specification: behind a closed gate only stays what was there. Truth: pkg/api/pod/util.go dropDisabledPodStatusFields */
export function dropDisabledStatusFields(
  next: PodStatus,
  old: PodStatus | undefined,
  { gates }: Pick<Context, 'gates'>,
): void {
  for (const { gate, field } of OF_POD) {
    if (next[field] !== undefined && !gates.enabled(gate) && old?.[field] === undefined) delete next[field]
  }
  for (const { gate, field } of OF_CONTAINER) {
    const has = (status: PodStatus | undefined): boolean => statusesOf(status).some(each => each[field] !== undefined)
    if (gates.enabled(gate) || !has(next) || has(old)) continue
    for (const container of statusesOf(next)) delete container[field]
  }
}

const statusesOf = (status: PodStatus | undefined): ContainerStatus[] => LISTS.flatMap(list => status?.[list] ?? [])
