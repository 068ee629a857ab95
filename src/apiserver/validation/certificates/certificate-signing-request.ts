import type {
  CertificateSigningRequest,
  CertificateSigningRequestCondition,
} from '../../../../schemas/types/certificates.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepStatus } from '../status.ts'
import { certificateProblem, validatePem } from './pem.ts'
import { validateSignerName } from './signer-name.ts'

type Request = CertificateSigningRequest & KubeObject

const SPEC = FieldPath.of('spec')
const CONDITIONS = FieldPath.of('status', 'conditions')
const CERTIFICATE = FieldPath.of('status', 'certificate')
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
  validate: (object, errors, context) => validate(object, undefined, errors, context),
  prepareUpdate(object, old) {
    object.spec = old.spec
    keepStatus(object, old)
  },
  validateUpdate,
  subresources: {
    status: {
      prepareUpdate(object, old, context) {
        object.spec = old.spec
        const { conditions: _given, ...status } = object.status ?? {}
        const conditions = stamped(withDecisions(object, old), old, context)
        object.status = conditions.length > 0 ? { ...status, conditions } : status
      },
      validateUpdate,
    },
    approval: {
      prepareUpdate(object, old, context) {
        object.spec = old.spec
        const conditions = stamped(object.status?.conditions ?? [], old, context)
        const { conditions: _before, ...status } = old.status ?? {}
        object.status = conditions.length > 0 ? { ...status, conditions } : status
      },
      validateUpdate,
    },
  },
}

/** What v1 no longer takes; a request that came by way of v1beta1 had better keep it. */
const cameByBeta = ({ apiVersion }: Request): boolean => apiVersion === 'certificates.k8s.io/v1beta1'

/** Faults that are stored already are let pass. Truth: validateCertificateSigningRequest */
function validate(object: Request, old: Request | undefined, errors: FieldErrors, context: Context): void {
  const { minor } = context
  validateObjectMeta(object, false, () => [], errors)
  const { request = '', usages = [], signerName = '', expirationSeconds } = object.spec ?? {}
  validatePem(request, errors, SPEC.child('request'))
  validateUsages(usages, cameByBeta(object) ? usages : old?.spec?.usages, errors)
  const knowsLegacy = cameByBeta(object) || old?.spec?.signerName === LEGACY_SIGNER
  if (signerName === LEGACY_SIGNER && !knowsLegacy) {
    errors.invalid(SPEC.child('signerName'), signerName, 'the legacy signerName is not allowed via this API version')
  } else if (minor >= 18) validateSignerName(signerName, errors, SPEC.child('signerName'))
  if (minor >= 22 && expirationSeconds !== undefined && expirationSeconds < LEAST_SECONDS) {
    const detail = `may not specify a duration less than ${LEAST_SECONDS} seconds (10 minutes)`
    errors.invalid(SPEC.child('expirationSeconds'), expirationSeconds, detail)
  }
  const conditions = object.status?.conditions ?? []
  validateConditions(conditions, old?.status?.conditions ?? [], cameByBeta(object), errors, minor)
  const { certificate = '' } = object.status ?? {}
  const before = old?.status?.certificate ?? ''
  if (cameByBeta(object) || (old && certificate === before) || certificateProblem(before)) return
  const problem = certificateProblem(certificate)
  if (problem) errors.invalid(CERTIFICATE, '<certificate data>', problem)
}

/** Any usage will do where a list that was stored names one that nobody knows; the same goes for repeated ones. */
function validateUsages(usages: readonly string[], stored: readonly string[] = [], errors: FieldErrors): void {
  const path = SPEC.child('usages')
  if (usages.length === 0) errors.required(path, 'usages must be provided')
  const isUnknown = (usage: string): boolean => !USAGES.includes(usage)
  if (!stored.some(isUnknown)) {
    usages.forEach((usage, index) => {
      if (isUnknown(usage)) errors.notSupported(path.index(index), usage, USAGES)
    })
  }
  if (new Set(stored).size < stored.length) return
  usages.forEach((usage, index) => {
    if (usages.indexOf(usage) < index) errors.duplicate(path.index(index), usage)
  })
}

/** Truth: validateCertificateSigningRequestUpdate */
function validateUpdate(object: Request, old: Request, errors: FieldErrors, context: Context): void {
  validate(object, old, errors, context)
  for (const type of FINAL) {
    if (countOf(object, type) < countOf(old, type)) {
      errors.forbidden(CONDITIONS, `updates may not remove a condition of type "${type}"`)
    }
  }
  if (context.subresource !== 'approval') {
    for (const type of DECISIONS) {
      if (countOf(object, type) > countOf(old, type)) {
        errors.forbidden(CONDITIONS, `updates may not add a condition of type "${type}"`)
      }
    }
  }
  const given = old.status?.certificate
  if (given && given !== object.status?.certificate && !cameByBeta(object)) {
    errors.forbidden(CERTIFICATE, 'updates may not modify existing certificate content')
  }
  validateObjectMetaUpdate(object, old, errors)
}

const countOf = ({ status }: Request, type: string): number =>
  (status?.conditions ?? []).filter(condition => condition.type === type).length

const typesOf = (conditions: readonly CertificateSigningRequestCondition[]): string[] =>
  conditions.map(({ type = '' }) => type)

function validateConditions(
  conditions: readonly CertificateSigningRequestCondition[],
  stored: readonly CertificateSigningRequestCondition[],
  beta: boolean,
  errors: FieldErrors,
  minor: Minor,
): void {
  const known = typesOf(stored)
  const mayBeUntyped = beta || known.includes('')
  const mayRepeat = beta || new Set(known).size < known.length
  const mayBeUndecided = DECISIONS.every(type => known.includes(type))
  const seen = new Set<string>()
  conditions.forEach(({ type = '', status = '' }, index) => {
    const path = CONDITIONS.index(index)
    if (type === '' && !mayBeUntyped) errors.required(path.child('type'))
    const allowed = FINAL.includes(type) ? ['True'] : ['False', 'True', 'Unknown']
    if (status === '') errors.required(path.child('status'))
    else if (!allowed.includes(status)) errors.notSupported(path.child('status'), status, allowed)
    const other = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined
    if (other && seen.has(other) && !mayBeUndecided) {
      // Declared since 1.34: the list as a whole is at fault.
      const at = minor >= 34 ? CONDITIONS : path.child('type')
      errors.invalid(at, type, 'Approved and Denied conditions are mutually exclusive')
    }
    if (seen.has(type) && !mayRepeat) errors.duplicate(path.child('type'), type)
    seen.add(type)
  })
}

/**
 * A status update leaves what was decided as it was, unless it says it more or less often: then validation has
 * something to say, or, by way of v1beta1, nothing is changed at all. Truth: preserveConditionInstances
 */
function withDecisions(object: Request, old: Request): CertificateSigningRequestCondition[] {
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

/** Times that were left open are now; the transition time is kept while the status stays. Truth: populateConditionTimestamps */
const stamped = (
  conditions: readonly CertificateSigningRequestCondition[],
  old: Request,
  { now }: Context,
): CertificateSigningRequestCondition[] =>
  conditions.map(condition => {
    const before = old.status?.conditions?.find(
      ({ type, status, lastTransitionTime }) =>
        type === condition.type && status === condition.status && lastTransitionTime,
    )
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? now,
      lastTransitionTime: condition.lastTransitionTime ?? before?.lastTransitionTime ?? now,
    }
  })
