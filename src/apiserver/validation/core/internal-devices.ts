/** Claims for devices as the server's own types have them, in the notation of the structs of pods. */
export const INTERNAL_DEVICES: Readonly<Record<string, string>> = {
  ResourceClaimSpec: 'Devices .DeviceClaim',
  ResourceClaimTemplateSpec: 'ObjectMeta=metadata inline, Spec .ResourceClaimSpec',
  DeviceClaim: 'Requests []DeviceRequest, Constraints []DeviceConstraint, Config []DeviceClaimConfiguration',
  DeviceRequest: 'Name s, Exactly *ExactDeviceRequest, FirstAvailable []DeviceSubRequest',
  ExactDeviceRequest:
    'DeviceClassName s, Selectors []DeviceSelector, AllocationMode s, Count i, AdminAccess *, ' +
    'Tolerations []DeviceToleration, Capacity *CapacityRequirements',
  DeviceSubRequest:
    'Name s, DeviceClassName s, Selectors []DeviceSelector, AllocationMode s, Count i, ' +
    'Tolerations []DeviceToleration, Capacity *CapacityRequirements',
  DeviceSelector: 'CEL=cel *CELDeviceSelector',
  CELDeviceSelector: 'Expression s',
  DeviceToleration: 'Key s, Operator s, Value s, Effect s, TolerationSeconds *',
  CapacityRequirements: 'Requests {}',
  DeviceConstraint: 'Requests [], MatchAttribute *, DistinctAttribute *',
  DeviceClaimConfiguration: 'Requests [], Opaque *OpaqueDeviceConfiguration',
  OpaqueDeviceConfiguration: 'Driver s, Parameters {}',
  AllocationResult: 'Devices .DeviceAllocationResult, NodeSelector *NodeSelector, AllocationTimestamp *',
  DeviceAllocationResult: 'Results []DeviceRequestAllocationResult, Config []DeviceAllocationConfiguration',
  DeviceRequestAllocationResult:
    'Request s, Driver s, Pool s, Device s, AdminAccess *, Tolerations []DeviceToleration, BindingConditions [], ' +
    'BindingFailureConditions [], ShareID *, ConsumedCapacity {}',
  DeviceAllocationConfiguration: 'Source s, Requests [], Opaque *OpaqueDeviceConfiguration',
  DeviceAttribute:
    'IntValue=int *, BoolValue=bool *, StringValue=string *, VersionValue=version *, IntValues=ints [], ' +
    'BoolValues=bools [], StringValues=strings [], VersionValues=versions []',
}
