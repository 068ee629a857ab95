import type { RulesByKind } from '../../kind-rules.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { ipAddress } from './ip-address.ts'
import { networkPolicy } from './network-policy.ts'
import { serviceCidr } from './service-cidr.ts'

/** networking.k8s.io */
export const networkingRules: RulesByKind = {
  Ingress: ingress,
  IngressClass: ingressClass,
  IPAddress: ipAddress,
  NetworkPolicy: networkPolicy,
  ServiceCIDR: serviceCidr,
}
