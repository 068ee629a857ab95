import type {
  DeviceClaim,
  DeviceRequestAllocationResult,
  DeviceToleration,
  ExactDeviceRequest,
  ResourceClaim,
  ResourceClaimTemplate,
} from '../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import { exactly } from '../validation/resource/older-forms.ts'
import type { Defaults } from './defaults.ts'

/** Truth: pkg/apis/resource/v1/defaults.go */
function setClaimDefaults(claim: DeviceClaim | undefined): void {
  for (const request of claim?.requests ?? []) {
    const exact = exactly(request)
    if (exact) setRequestDefaults(exact)
    for (const alternative of request.firstAvailable ?? []) setRequestDefaults(alternative)
  }
}

/** One device, unless told otherwise. */
function setRequestDefaults(request: ExactDeviceRequest): void {
  request.allocationMode ||= 'ExactCount'
  if (request.allocationMode === 'ExactCount') request.count ||= 1
  setTolerationDefaults(request.tolerations)
}

function setTolerationDefaults(tolerations: readonly DeviceToleration[] | undefined): void {
  for (const toleration of tolerations ?? []) toleration.operator ||= 'Equal'
}

const setClaim: Defaults = object => {
  const { spec, status } = object as KubeObject & ResourceClaim
  setClaimDefaults(spec?.devices)
  const results: readonly DeviceRequestAllocationResult[] = status?.allocation?.devices?.results ?? []
  for (const { tolerations } of results) setTolerationDefaults(tolerations)
}

const setTemplate: Defaults = object => {
  setClaimDefaults((object as KubeObject & ResourceClaimTemplate).spec?.spec?.devices)
}

export const resourceDefaults: Record<string, Defaults> = Object.fromEntries(
  ['v1', 'v1beta2', 'v1beta1', 'v1alpha3'].flatMap(version => [
    [`resource.k8s.io/${version}/ResourceClaim`, setClaim],
    [`resource.k8s.io/${version}/ResourceClaimTemplate`, setTemplate],
  ]),
)
