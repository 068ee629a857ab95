import type { PodSecurityPolicySpec } from '../../../../../schemas/types/policy/v1beta1.generated.ts'
import { byteLength } from '../../../../resource/bytes.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'

const MOST_BYTES = 253
const PATTERN = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*([a-z0-9][-_a-z0-9]*)?[a-z0-9*]'
const pattern = new RegExp(`^${PATTERN}$`)

/** Names, or beginnings of names with a `*` behind them; none may be both allowed and forbidden. */
export function validateAllowedSysctls(spec: PodSecurityPolicySpec, errors: FieldErrors, path: FieldPath): void {
  const { allowedUnsafeSysctls: allowed = [], forbiddenSysctls: forbidden = [] } = spec
  const [atAllowed, atForbidden] = [path.child('allowedUnsafeSysctls'), path.child('forbiddenSysctls')]
  validatePatterns(allowed, errors, atAllowed)
  validatePatterns(forbidden, errors, atForbidden)
  allowed.forEach((one, index) => {
    forbidden.forEach((other, place) => {
      if (covers(other, one)) errors.invalid(atAllowed.index(index), one, `sysctl overlaps with ${other}`)
      else if (covers(one, other)) errors.invalid(atForbidden.index(place), other, `sysctl overlaps with ${one}`)
    })
  })
}

/** `net.*` covers `net.core.*`, `net.core.somaxconn` and itself. */
const covers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') ? narrow.replace(/\*$/, '').startsWith(wide.slice(0, -1)) : wide === narrow

function validatePatterns(sysctls: readonly string[], errors: FieldErrors, path: FieldPath): void {
  sysctls.forEach((sysctl, index) => {
    if (sysctl === '') errors.invalid(path.index(index), sysctl, 'empty sysctl not allowed')
    else if (byteLength(sysctl) > MOST_BYTES || !pattern.test(sysctl)) {
      const detail = `must have at most ${MOST_BYTES} characters and match regex ${PATTERN}`
      errors.invalid(path.index(index), sysctl, detail)
    }
  })
  if (sysctls.length > 1 && sysctls.some(sysctl => sysctl.startsWith('*') && pattern.test(sysctl))) {
    errors.forbidden(path.child('items'), "if '*' is present, must not specify other sysctls")
  }
}
