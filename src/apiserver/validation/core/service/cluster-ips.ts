import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { parseIp } from '../../../../resource/ip.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { typed } from '../../../go-text.ts'
import { validateIp } from '../../ip.ts'
import { IMMUTABLE } from '../../object-meta.ts'
import { ALLOCATED, isHeadless, needsClusterIp } from './spec.ts'

const SPEC = FieldPath.of('spec')
const CLUSTER_IPS = SPEC.child('clusterIPs')
const CLUSTER_IP = SPEC.child('clusterIP')
/** Before this release a Service had one address. */
export const HAS_LIST: Minor = 20
const FAMILIES = SPEC.child('ipFamilies')
const SUPPORTED_FAMILIES = ['IPv4', 'IPv6']
const SUPPORTED_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack']

export const familyOf = (ip: string): string => (parseIp(ip)?.family === 6 ? 'IPv6' : 'IPv4')

/**
 * Addresses, families and the policy about them, each alone and together.
 * Truth: pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields
 */
export function validateClusterIps(spec: ServiceSpec, errors: FieldErrors, minor: Minor, old?: ServiceSpec): void {
  if (spec.type === 'ExternalName') return
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  if (minor < HAS_LIST) {
    if (clusterIP !== '' && clusterIP !== 'None' && clusterIP !== ALLOCATED) {
      validateIp(clusterIP, minor, errors, CLUSTER_IP, old?.clusterIP ? [old.clusterIP] : undefined)
    }
    return
  }
  if (clusterIP !== '') {
    if (clusterIPs.length === 0) errors.required(CLUSTER_IPS)
    else if (clusterIPs[0] !== clusterIP) {
      const text = minor >= 22 ? 'first value must match `clusterIP`' : 'element [0] must match clusterIP'
      errors.invalid(CLUSTER_IPS, clusterIPs, text)
    }
  } else if (clusterIPs.length > 0) {
    const text =
      minor >= 22 ? 'must be empty when `clusterIP` is not specified' : 'must be empty when clusterIP is empty'
    errors.invalid(CLUSTER_IPS, clusterIPs, text)
  }

  const seen = new Set<string>()
  ipFamilies.forEach((family, index) => {
    if (!SUPPORTED_FAMILIES.includes(family)) errors.notSupported(FAMILIES.index(index), family, SUPPORTED_FAMILIES)
    if (seen.has(family)) errors.duplicate(FAMILIES.index(index), family)
    seen.add(family)
  })
  if (ipFamilyPolicy !== undefined && !SUPPORTED_POLICIES.includes(ipFamilyPolicy)) {
    errors.notSupported(SPEC.child('ipFamilyPolicy'), ipFamilyPolicy, SUPPORTED_POLICIES)
  }

  if (!areAddresses(clusterIPs, errors, minor, old?.clusterIPs)) return
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(familyOf)).size < 2) {
    errors.invalid(CLUSTER_IPS, clusterIPs, 'may specify no more than one IP for each IP family')
  }
  if (isHeadless(spec)) return
  clusterIPs.forEach((ip, index) => {
    const family = ipFamilies[index]
    if (SUPPORTED_FAMILIES.includes(family ?? '') && ip !== ALLOCATED && familyOf(ip) !== family) {
      errors.invalid(
        CLUSTER_IPS.index(index),
        ip,
        `expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
      )
    }
  })
}

/** `None` stands first and alone. False ends the examination. */
function areAddresses(ips: readonly string[], errors: FieldErrors, minor: Minor, old?: readonly string[]): boolean {
  let sound = true
  ips.forEach((ip, index) => {
    if (ip === ALLOCATED) return
    if (index === 0 && ip === 'None') {
      if (ips.length === 1) return
      sound = false
      errors.invalid(CLUSTER_IPS, ips, "'None' must be the first and only value")
      return
    }
    const before = errors.length
    validateIp(ip, minor, errors, CLUSTER_IPS.index(index), old)
    if (errors.length > before) sound = false
  })
  if (ips.length > 2) errors.invalid(CLUSTER_IPS, ips, 'may only hold up to 2 values')
  return sound
}

/** What was given stays: another family may come or go, the first never changes. Truth: upgradeDowngradeClusterIPsErrs */
export function validateClusterIpsUpdate(spec: ServiceSpec, old: ServiceSpec, errors: FieldErrors, minor: Minor): void {
  if (spec.type === 'ExternalName' || !needsClusterIp(old)) return
  if (minor < HAS_LIST) {
    if (old.clusterIP && spec.clusterIP !== old.clusterIP) errors.invalid(CLUSTER_IP, spec.clusterIP ?? '', IMMUTABLE)
    return
  }
  const { clusterIPs = [], ipFamilies = [] } = spec
  if (!(isHeadless(spec) && isHeadless(old)))
    validateList(CLUSTER_IPS, clusterIPs, old.clusterIPs ?? [], 'clusterIP', '[]string')
  if (!isHeadless(spec) && !isHeadless(old))
    validateList(FAMILIES, ipFamilies, old.ipFamilies ?? [], 'ipFamily', '[]core.IPFamily')

  function validateList(path: FieldPath, next: string[], before: string[], what: string, type: string): void {
    // A type that nobody knows has lost what it had.
    if (next.length === 0 && !needsClusterIp(spec)) return
    if (next.length === before.length) {
      before.forEach((value, index) => {
        if (value === next[index]) return
        errors.invalid(path.index(what === 'clusterIP' ? index : 0), typed(type, next), 'may not change once set')
      })
      return
    }
    const first = path.index(0)
    if (next.length === 0) errors.invalid(first, typed(type, null, '[]'), `primary ${what} can not be unset`)
    // Of the families that became more or fewer the addresses are shown.
    else if (before.length > 0 && next[0] !== before[0]) errors.invalid(first, clusterIPs, 'may not change once set')
    if (next.length !== 1 || before.length < 2 || spec.ipFamilyPolicy === 'SingleStack') return
    const must = `must be set to 'SingleStack' when releasing the secondary ${what}`
    if (minor >= 22) errors.invalid(SPEC.child('ipFamilyPolicy'), spec.ipFamilyPolicy ?? null, must)
    else errors.invalid(CLUSTER_IPS.index(0), clusterIPs, `\`ipFamilyPolicy\` ${must}`)
  }
}
