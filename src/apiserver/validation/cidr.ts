import { formatCidr, hasHostBits, parseCidr } from '../../resource/cidr.ts'
import { formatIp } from '../../resource/ip.ts'
import type { Minor } from '../../resource/version.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { goQuote } from '../go-text.ts'

const NOT_A_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** Since this release new values must not be ambiguous. */
const STRICT_SINCE: Minor = 36

/** Truth: apimachinery/pkg/util/validation/ip.go IsValidCIDRForLegacyField; `old` are values that are stored already. */
export function validateCidr(
  value: string,
  minor: Minor,
  errors: FieldErrors,
  path: FieldPath,
  old?: readonly string[],
): void {
  const cidr = parseCidr(value)
  if (!cidr) {
    errors.invalid(path, value, NOT_A_CIDR)
    return
  }
  if (minor < STRICT_SINCE || old?.includes(value)) return
  if (cidr.ip.mapped) errors.invalid(path, value, 'must not have an IPv4-mapped IPv6 address')
  if (cidr.padded || cidr.ip.padded) errors.invalid(path, value, 'must not have leading 0s in IP or prefix length')
  if (hasHostBits(cidr)) errors.invalid(path, value, 'must not have bits set beyond the prefix length')
}

/** For fields that never knew another form. Truth: IsValidCIDR; `true` when the value is one. */
export function validateStrictCidr(value: string, errors: FieldErrors, path: FieldPath): boolean {
  const before = errors.length
  const cidr = parseCidr(value)
  validateCidr(value, STRICT_SINCE, errors, path)
  if (!cidr || errors.length > before) return false
  const canonical = formatCidr(cidr)
  if (canonical !== value) errors.invalid(path, value, `must be in canonical form (${goQuote(canonical)})`)
  return true
}

/** Truth: apimachinery/pkg/util/validation/ip.go GetWarningsForCIDR */
export function cidrWarnings(path: FieldPath, value: string): string[] {
  const cidr = parseCidr(value)
  if (!cidr) return []
  const warnings: string[] = []
  if (hasHostBits(cidr)) {
    const ip = formatIp(cidr.ip)
    warnings.push(
      `${path}: CIDR value ${goQuote(value)} is ambiguous in this context (should be ${goQuote(formatCidr(cidr))} or ${goQuote(`${ip}/${cidr.ip.family === 6 ? 128 : 32}`)}?)`,
    )
  }
  if (cidr.ip.mapped || cidr.ip.padded || cidr.padded) {
    warnings.push(
      `${path}: non-standard CIDR value ${goQuote(value)} will be considered invalid in a future Kubernetes release: use ${goQuote(formatCidr(cidr))}`,
    )
  } else if (cidr.ip.family === 6 && !hasHostBits(cidr) && formatCidr(cidr) !== value) {
    warnings.push(
      `${path}: IPv6 CIDR value ${goQuote(value)} should be in RFC 5952 canonical format (${goQuote(formatCidr(cidr))})`,
    )
  }
  return warnings
}
