import type { ServiceCIDR } from '../../../../schemas/types/networking.k8s.io/v1.generated.ts'
import { parseCidr } from '../../../resource/cidr.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateStrictCidr } from '../cidr.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepAllButStatus, keepStatus } from '../status.ts'

type Range = ServiceCIDR & KubeObject

const CIDRS = FieldPath.of('spec', 'cidrs')
/** Since this release a second family may join the first. */
const JOINS_SINCE: Minor = 34
const ONE_OF_EACH = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64'

/** Truth: pkg/registry/networking/servicecidr, pkg/apis/networking/validation ValidateServiceCIDR */
export const serviceCidr: KindRules<Range> = {
  prepareCreate: clearStatus,

  validate(object, errors) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateCidrs(object.spec?.cidrs ?? [], errors)
  },

  prepareUpdate: keepStatus,

  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    const next = object.spec?.cidrs ?? []
    const before = old.spec?.cidrs ?? []
    if (errors.minor < JOINS_SINCE) {
      if (!semanticallyEqual(next, before)) errors.invalid(CIDRS, object.spec?.cidrs ?? null, IMMUTABLE)
      return
    }
    const joins = before.length === 1 && next.length === 2
    if (next.length !== before.length && !joins) {
      errors.invalid(CIDRS, object.spec?.cidrs ?? null, IMMUTABLE)
      return
    }
    before.forEach((cidr, index) => {
      if (next[index] !== cidr) errors.invalid(CIDRS.index(index), next[index], IMMUTABLE)
    })
    if (joins) validateCidrs(next, errors)
  },

  subresources: {
    status: {
      prepareUpdate: keepAllButStatus,
      validateUpdate: (object, old, errors) => validateObjectMetaUpdate(object, old, errors),
    },
  },
}

function validateCidrs(cidrs: string[], errors: FieldErrors): void {
  if (cidrs.length === 0) {
    errors.required(CIDRS, 'at least one CIDR required')
    return
  }
  const spec = goStruct({ CIDRs: cidrs }, 'networking.ServiceCIDRSpec')
  if (cidrs.length > 2) {
    errors.invalid(CIDRS, spec, 'may only hold up to 2 values')
    return
  }
  const [one, other] = cidrs.map(cidr => parseCidr(cidr)?.ip.family)
  const isPair = cidrs.length < 2 || (one !== other && one !== undefined && other !== undefined)
  if (errors.minor < JOINS_SINCE && !isPair) {
    errors.invalid(CIDRS, spec, ONE_OF_EACH)
    return
  }
  cidrs.forEach((cidr, index) => {
    validateStrictCidr(cidr, errors, CIDRS.index(index))
  })
  // What is no range at all was told of just now.
  if (errors.minor >= JOINS_SINCE && cidrs.length === 2 && one !== undefined && one === other) {
    errors.invalid(CIDRS, cidrs, ONE_OF_EACH)
  }
}
