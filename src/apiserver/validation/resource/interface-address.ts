import { formatCidr, parseCidr } from '../../../resource/cidr.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'

const NOT_AN_ADDRESS = 'must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)'

/** An address with the length of its network; unlike a range it may have host bits. Truth: IsValidInterfaceAddress */
export function validateInterfaceAddress(value: string, errors: FieldErrors, path: FieldPath): void {
  const address = parseCidr(value)
  if (!address) {
    errors.invalid(path, value, NOT_AN_ADDRESS)
    return
  }
  const canonical = formatCidr(address)
  if (canonical !== value) errors.invalid(path, value, `must be in canonical form (${goQuote(canonical)})`)
}
