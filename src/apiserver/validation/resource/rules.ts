import type { RulesByKind } from '../../kind-rules.ts'
import { deviceClass } from './device-class.ts'
import { deviceTaintRule } from './device-taint-rule.ts'
import { resourceClaim } from './resource-claim.ts'
import { resourceClaimTemplate } from './resource-claim-template.ts'
import { resourceSlice } from './resource-slice.ts'

/** resource.k8s.io */
export const resourceRules: RulesByKind = {
  DeviceClass: deviceClass,
  DeviceTaintRule: deviceTaintRule,
  ResourceClaim: resourceClaim,
  ResourceClaimTemplate: resourceClaimTemplate,
  ResourceSlice: resourceSlice,
}
