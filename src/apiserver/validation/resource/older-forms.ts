import type {
  Device,
  DeviceRequest,
  ExactDeviceRequest,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'

/** v1beta1 has what is asked for beside the name of the request, and what a device has under `basic`. */
type FlatRequest = DeviceRequest & ExactDeviceRequest
type BasicDevice = Device & { basic?: Device }

const ASKED = ['deviceClassName', 'selectors', 'allocationMode', 'count', 'adminAccess', 'tolerations'] as const

export function exactly(request: FlatRequest): ExactDeviceRequest | undefined {
  return request.exactly ?? (ASKED.some(field => request[field] !== undefined) ? request : undefined)
}

/** The properties of a device wherever they are kept. */
export const propertiesOf = (device: BasicDevice): Device => device.basic ?? device
