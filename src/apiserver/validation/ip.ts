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
  // Before 1.22 addresses were read by a parser that knows no leading zeros.
  if (!ip || (ip.padded && minor < 22)) {
    errors.invalid(path, value, NOT_AN_IP)
    return
  }
  if (minor < STRICT_SINCE || old?.includes(value)) return
  if (ip.mapped) errors.invalid(path, value, 'must not be an IPv4-mapped IPv6 address')
  if (ip.padded) errors.invalid(path, value, 'must not have leading 0s')
}

/** Addresses that lead nowhere, or to the node itself. Truth: pkg/apis/core/validation ValidateNonSpecialIP */
export function validateNonSpecialIp(value: string, minor: Minor, errors: FieldErrors, path: FieldPath): void {
  const ip = parseIp(value)
  if (!ip) {
    errors.invalid(path, value, 'must be a valid IP address')
    return
  }
  // Before 1.21 the messages spoke of IPv4 alone.
  const both = minor >= 21
  const { bytes, family } = ip
  const zeros = bytes.slice(0, -1).every(byte => byte === 0)
  const last = bytes.at(-1)
  if (zeros && last === 0) errors.invalid(path, value, `may not be unspecified (${both ? value : '0.0.0.0'})`)
  if (family === 4 ? bytes[0] === 127 : zeros && last === 1) {
    errors.invalid(path, value, `may not be in the loopback range (127.0.0.0/8${both ? ', ::1/128' : ''})`)
  }
  if (family === 4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80) {
    errors.invalid(path, value, `may not be in the link-local range (169.254.0.0/16${both ? ', fe80::/10' : ''})`)
  }
  if (
    family === 4
      ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
      : bytes[0] === 0xff && (bytes[1]! & 0x0f) === 0x02
  ) {
    errors.invalid(
      path,
      value,
      `may not be in the link-local multicast range (224.0.0.0/24${both ? ', ff02::/10' : ''})`,
    )
  }
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
