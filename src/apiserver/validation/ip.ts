import { formatIp, parseIp } from '../../resource/ip.ts'
import type { Minor } from '../../resource/version.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { goQuote } from '../go-text.ts'

const NOT_AN_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

/** Since this release new values must not be ambiguous. */
const STRICT_SINCE: Minor = 36

/** Truth: apimachinery/pkg/util/validation/ip.go IsValidIPForLegacyField; `old` are values that are stored already. */
export function validateIp(
  value: string,
  minor: Minor,
  errors: FieldErrors,
  path: FieldPath,
  old?: readonly string[],
): void {
  const ip = parseIp(value)
  if (!ip) {
    errors.invalid(path, value, NOT_AN_IP)
    return
  }
  if (minor < STRICT_SINCE || old?.includes(value)) return
  if (ip.mapped) errors.invalid(path, value, 'must not be an IPv4-mapped IPv6 address')
  if (ip.padded) errors.invalid(path, value, 'must not have leading 0s')
}

/** Truth: apimachinery/pkg/util/validation/ip.go GetWarningsForIP */
export function ipWarnings(path: FieldPath, value: string): string[] {
  const ip = parseIp(value)
  if (!ip) return []
  if (ip.mapped || ip.padded) {
    return [
      `${path}: non-standard IP address ${goQuote(value)} will be considered invalid in a future Kubernetes release: use ${goQuote(formatIp(ip))}`,
    ]
  }
  const canonical = formatIp(ip)
  return ip.family === 6 && canonical !== value
    ? [`${path}: IPv6 address ${goQuote(value)} should be in RFC 5952 canonical format (${goQuote(canonical)})`]
    : []
}
