import { formatIp, parseIp } from '../../../../resource/ip.ts'
import { FieldPath } from '../../../field-path.ts'
import { goQuote } from '../../../go-text.ts'
import { cidrWarnings } from '../../cidr.ts'
import { ipWarnings } from '../../ip.ts'
import { ALLOCATED, isHeadless, type ServiceObject } from './spec.ts'

const SPEC = FieldPath.of('spec')

/** Truth: pkg/api/service/warnings.go GetWarningsForService */
export function serviceWarnings({ metadata, spec = {} }: ServiceObject, minor: number): string[] {
  const warnings: string[] = []
  if (minor >= 27 && metadata.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined) {
    warnings.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    )
  }
  if (minor < 26) return warnings
  const headless = isHeadless(spec)
  if (!headless && spec.type !== 'ExternalName') {
    spec.clusterIPs?.forEach((ip, index) => {
      if (ip !== ALLOCATED) warnings.push(...ipWarnings(SPEC.child('clusterIPs').index(index), ip))
    })
  }
  if (headless) {
    if (spec.loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services')
    if (spec.externalIPs?.length) warnings.push('spec.externalIPs is ignored for headless services')
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services')
  }
  spec.externalIPs?.forEach((ip, index) => {
    warnings.push(...ipWarnings(SPEC.child('externalIPs').index(index), ip))
  })
  if (spec.externalIPs?.length && minor >= 36) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters')
  }
  if (spec.loadBalancerIP) warnings.push(...loadBalancerIpWarnings(spec.loadBalancerIP))
  spec.loadBalancerSourceRanges?.forEach((range, index) => {
    warnings.push(...cidrWarnings(SPEC.child('loadBalancerSourceRanges').index(index), range.trim()))
  })
  if (spec.externalName && spec.type !== 'ExternalName' && minor >= 29) {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"')
  }
  if (spec.trafficDistribution === 'PreferClose' && minor >= 34) {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"')
  }
  return warnings
}

/** Nobody validates this field, so that what no one can read is said to be so. */
function loadBalancerIpWarnings(value: string): string[] {
  const path = SPEC.child('loadBalancerIP')
  const ip = parseIp(value)
  if (ip && (ip.mapped || ip.padded)) {
    return [`${path}: non-standard IP address ${goQuote(value)} is invalid: use ${goQuote(formatIp(ip))}`]
  }
  return ipWarnings(path, value)
}
