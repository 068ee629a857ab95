import type {
  CertificateSigningRequest,
  CertificateSigningRequestCondition,
} from '../../../../schemas/types/certificates.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus } from '../status.ts'
import { holdsPem, validatePem } from './pem.ts'
import { validateSignerName } from './signer-name.ts'

type Request = CertificateSigningRequest & KubeObject

const SPEC = FieldPath.of('spec')
const CONDITIONS = FieldPath.of('status', 'conditions')
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown'
const LEAST_SECONDS = 600
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]
/** A request that was approved, denied or failed stays so. */
const FINAL = ['Approved', 'Denied', 'Failed']
const DECISIONS = ['Approved', 'Denied']

/** Truth: pkg/apis/certificates/validation, pkg/registry/certificates/certificates */
export const certificateSigningRequest: KindRules<Request> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    const spec = (object.spec ??= {})
    const { username, uid, groups, extra } = context.user
    spec.username = username
    if (uid) spec.uid = uid
    else delete spec.uid
    spec.groups = [...groups]
    if (extra) spec.extra = Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]]))
    else delete spec.extra
  },
  validate,
  prepareUpdate(object, old) {
    object.spec = old.spec
    if (old.status === undefined) delete object.status
    else object.status = old.status
  },
  validateUpdate(object, old, errors, context) {
    validate(object, errors, context)
    validateObjectMetaUpdate(object, old, errors)
  },
  subresources: {
    status: {
      prepareUpdate(object, old, context) {
        object.spec = old.spec
        const conditions = withFinal(object, old)
        object.status = { ...object.status }
        if (conditions.length > 0) object.status.conditions = conditions
        stampConditions(object, old, context)
      },
      validateUpdate: validateStatus,
    },
    approval: {
      prepareUpdate(object, old, context) {
        object.spec = old.spec
        const { certificate } = old.status ?? {}
        object.status = { ...object.status, ...(certificate ? { certificate } : {}) }
        stampConditions(object, old, context)
      },
      validateUpdate: validateStatus,
    },
  },
}

/** What v1 no longer takes; a request that came by way of v1beta1 had better keep it. */
const cameByBeta = ({ apiVersion }: Request): boolean => apiVersion === 'certificates.k8s.io/v1beta1'

function validate(object: Request, errors: FieldErrors, context: Context): void {
  validateObjectMeta(object, false, () => [], errors)
  const { request = '', usages, signerName = '', expirationSeconds } = object.spec ?? {}
  validatePem(request, errors, SPEC.child('request'))
  validateUsages(usages, errors, cameByBeta(object))
  if (signerName === LEGACY_SIGNER && !cameByBeta(object)) {
    errors.invalid(SPEC.child('signerName'), signerName, 'the legacy signerName is not allowed via this API version')
  } else if (context.minor >= 18) validateSignerName(signerName, errors, SPEC.child('signerName'))
  if (context.minor >= 22 && expirationSeconds !== undefined && expirationSeconds < LEAST_SECONDS) {
    const detail = `may not specify a duration less than ${LEAST_SECONDS} seconds (10 minutes)`
    errors.invalid(SPEC.child('expirationSeconds'), expirationSeconds, detail)
  }
  validateConditions(object.status?.conditions, errors, context)
}

function validateUsages(usages: string[] | undefined, errors: FieldErrors, anyWillDo: boolean): void {
  const path = SPEC.child('usages')
  if (!usages?.length) errors.required(path, 'usages must be provided')
  if (anyWillDo) return
  usages?.forEach((usage, index) => {
    if (!USAGES.includes(usage)) errors.notSupported(path.index(index), usage, USAGES)
  })
  usages?.forEach((usage, index) => {
    if (usages.indexOf(usage) < index) errors.duplicate(path.index(index), usage)
  })
}

function validateStatus(object: Request, old: Request, errors: FieldErrors, context: Context): void {
  validateConditions(object.status?.conditions, errors, context)
  const { certificate } = object.status ?? {}
  if (certificate && !holdsPem(certificate, 'CERTIFICATE')) {
    const detail = 'must contain at least one CERTIFICATE PEM block'
    errors.invalid(FieldPath.of('status', 'certificate'), '<certificate data>', detail)
  }
  for (const type of FINAL) {
    if (countOf(object, type) < countOf(old, type)) {
      errors.forbidden(CONDITIONS, `updates may not remove a condition of type "${type}"`)
    }
  }
  if (context.subresource !== 'approval') validateDecision(object, old, errors)
  validateObjectMetaUpdate(object, old, errors)
}

/** What only an approval may decide, and a certificate that was given out. */
function validateDecision(object: Request, old: Request, errors: FieldErrors): void {
  for (const type of DECISIONS) {
    if (countOf(object, type) > countOf(old, type)) {
      errors.forbidden(CONDITIONS, `updates may not add a condition of type "${type}"`)
    }
  }
  const given = old.status?.certificate
  if (given && given !== object.status?.certificate) {
    errors.forbidden(FieldPath.of('status', 'certificate'), 'updates may not modify existing certificate content')
  }
}

const countOf = ({ status }: Request, type: string): number =>
  (status?.conditions ?? []).filter(condition => condition.type === type).length

function validateConditions(
  conditions: CertificateSigningRequestCondition[] | undefined,
  errors: FieldErrors,
  { minor }: Context,
): void {
  const seen = new Set<string>()
  conditions?.forEach(({ type = '', status = '' }, index) => {
    const path = CONDITIONS.index(index)
    if (type === '') errors.required(path.child('type'))
    const allowed = FINAL.includes(type) ? ['True'] : ['False', 'True', 'Unknown']
    if (status === '') errors.required(path.child('status'))
    else if (!allowed.includes(status)) errors.notSupported(path.child('status'), status, allowed)
    const other = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined
    if (other && seen.has(other)) {
      // Declared since 1.34: the list as a whole is at fault.
      const at = minor >= 34 ? CONDITIONS : path.child('type')
      errors.invalid(at, type, 'Approved and Denied conditions are mutually exclusive')
    }
    if (seen.has(type)) errors.duplicate(path.child('type'), type)
    seen.add(type)
  })
}

/**
 * A status update leaves what was decided as it was, unless it says it more or less often: then validation has
 * something to say, or, by way of v1beta1, nothing is changed at all. Truth: preserveConditionInstances
 */
function withFinal(object: Request, old: Request): CertificateSigningRequestCondition[] {
  const before = old.status?.conditions ?? []
  const conditions = [...(object.status?.conditions ?? [])]
  for (const type of DECISIONS) {
    const decided = before.filter(condition => condition.type === type)
    if (countOf(object, type) !== decided.length) {
      if (cameByBeta(object)) return before
      continue
    }
    conditions.forEach((condition, index) => {
      if (condition.type === type) conditions[index] = decided.shift()!
    })
  }
  return conditions
}

/** Times that were left open are now; the transition time is kept while the status stays. */
function stampConditions(object: Request, old: Request, { now }: Context): void {
  for (const condition of object.status?.conditions ?? []) {
    condition.lastUpdateTime ??= now
    const before = old.status?.conditions?.find(({ type }) => type === condition.type)
    condition.lastTransitionTime ??= before?.status === condition.status ? (before?.lastTransitionTime ?? now) : now
  }
}
