import type {
  ResourceQuota,
  ResourceQuotaSpec,
  ScopedResourceSelectorRequirement,
  ScopeSelector,
} from '../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { compareQuantities, parseQuantity } from '../../../resource/quantity.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct, typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateAmount } from './amounts.ts'
import { isQuotaResource, validateResourceName } from './resource-names.ts'

type Quota = ResourceQuota & KubeObject

const SPEC = FieldPath.of('spec')
const STATUS = FieldPath.of('status')

/** Truth: pkg/registry/core/resourcequota, pkg/apis/core/validation ValidateResourceQuota */
export const resourceQuota: KindRules<Quota> = {
  prepareCreate: clearStatus,

  validate(object, errors, { minor }) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object.spec ?? {}, errors, minor)
  },

  prepareUpdate: keepStatus,

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec ?? {}, errors, minor)
    const scopes = object.spec?.scopes
    const sorted = (list: string[] | undefined): string[] => [...new Set(list)].sort()
    if (!semanticallyEqual(sorted(scopes), sorted(old.spec?.scopes))) {
      errors.invalid(SPEC.child('scopes'), typed('[]core.ResourceQuotaScope', scopes), IMMUTABLE)
    }
  },

  warnings: ({ spec }, { minor }) => quotaWarnings(spec?.hard, minor),

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        validateHard(object.status?.hard, errors, STATUS.child('hard'))
        validateHard(object.status?.used, errors, STATUS.child('used'))
      },
    },
  },
}

function validateSpec(spec: ResourceQuotaSpec, errors: FieldErrors, minor: Minor): void {
  validateHard(spec.hard, errors, SPEC.child('hard'))
  if (spec.scopes?.length) validateScopes(spec, spec.scopes, errors, minor)
  if (spec.scopeSelector) validateSelector(spec, spec.scopeSelector, errors, minor)
}

function validateHard(amounts: Record<string, string> | undefined, errors: FieldErrors, path: FieldPath): void {
  for (const name in amounts) {
    const at = path.key(name)
    validateResourceName(name, errors, at)
    if (!name.includes('/') && !isQuotaResource(name)) errors.invalid(at, name, 'must be a standard resource for quota')
    validateAmount(name, amounts[name]!, errors, at)
  }
}

const POD_COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
const CLAIMS = ['persistentvolumeclaims', 'requests.storage']

/** What a scope can be counted for; by scope, with the release that knows it. */
function measures(scope: string, minor: Minor): readonly string[] | undefined {
  switch (scope) {
    case 'Terminating':
    case 'NotTerminating':
    case 'NotBestEffort':
    case 'PriorityClass':
      return ['pods', ...POD_COMPUTE]
    case 'BestEffort':
      return ['pods']
    case 'CrossNamespacePodAffinity':
      return minor >= 21 ? ['pods', ...POD_COMPUTE] : undefined
    case 'VolumeAttributesClass':
      return minor >= 34 ? CLAIMS : undefined
    default:
      return undefined
  }
}

/** How many of the limits the scope cannot be counted for. */
function unsuitable(scope: string, spec: ResourceQuotaSpec, minor: Minor): number {
  const known = measures(scope, minor)
  if (!known) return 0
  return Object.keys(spec.hard ?? {}).filter(name => isQuotaResource(name) && !known.includes(name)).length
}

const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const

function validateConflicts(
  scopes: readonly string[],
  shown: string[] | null,
  errors: FieldErrors,
  path: FieldPath,
): void {
  for (const [one, other] of CONFLICTS) {
    if (scopes.includes(one) && scopes.includes(other))
      errors.invalid(path, typed('[]core.ResourceQuotaScope', shown), 'conflicting scopes')
  }
}

function validateScopes(spec: ResourceQuotaSpec, scopes: string[], errors: FieldErrors, minor: Minor): void {
  const path = SPEC.child('scopes')
  for (const scope of scopes) {
    if (!measures(scope, minor)) errors.invalid(path, typed('[]core.ResourceQuotaScope', scopes), 'unsupported scope')
    for (let count = unsuitable(scope, spec, minor); count > 0; count--) {
      errors.invalid(path, typed('[]core.ResourceQuotaScope', scopes), 'unsupported scope applied to resource')
    }
  }
  validateConflicts(scopes, scopes, errors, path)
}

function validateSelector(spec: ResourceQuotaSpec, selector: ScopeSelector, errors: FieldErrors, minor: Minor): void {
  const path = SPEC.child('scopeSelector', 'matchExpressions')
  const requirements = selector.matchExpressions ?? []
  for (const requirement of requirements) {
    const scope = requirement.scopeName ?? ''
    if (!measures(scope, minor)) errors.invalid(path.child('scopeName'), scope, 'unsupported scope')
    for (let count = unsuitable(scope, spec, minor); count > 0; count--) {
      errors.invalid(path, selectorText(requirements), 'unsupported scope applied to resource')
    }
    validateOperator(requirement, errors, path, minor)
  }
  const scopes = requirements.map(({ scopeName = '' }) => scopeName)
  validateConflicts(scopes, spec.scopes ?? null, errors, path)
}

const PLAIN_SCOPES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating']
const EXISTS_ONLY =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"
const EXISTS_ONLY_BEFORE_22 =
  "must be 'Exist' only operator when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort and ResourceQuotaScopeNotBestEffort"

function validateOperator(
  { scopeName = '', operator = '', values = [] }: ScopedResourceSelectorRequirement,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  const plain = PLAIN_SCOPES.includes(scopeName) || (minor >= 21 && scopeName === 'CrossNamespacePodAffinity')
  if (plain && operator !== 'Exists') {
    errors.invalid(path.child('operator'), operator, minor >= 22 ? EXISTS_ONLY : EXISTS_ONLY_BEFORE_22)
  }
  const at = path.child('values')
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length > 0) return
    errors.required(at, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length === 0) return
    errors.invalid(at, values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")
  } else errors.invalid(path.child('operator'), operator, 'not a valid selector operator')
}

const selectorText = (requirements: readonly ScopedResourceSelectorRequirement[]) =>
  typed(
    'core.ScopeSelector',
    { matchExpressions: requirements },
    goStruct({
      MatchExpressions: requirements.map(({ scopeName = '', operator = '', values }) =>
        goStruct({ ScopeName: scopeName, Operator: operator, Values: values ?? null }),
      ),
    }).text,
  )

/** Nobody can use up more than the limits allow. */
function quotaWarnings(hard: Record<string, string> | undefined, minor: Minor): string[] {
  if (minor < 31) return []
  return ['cpu', 'memory', 'ephemeral-storage'].flatMap(name => {
    const request = hard?.[`requests.${name}`]
    const limit = hard?.[`limits.${name}`]
    if (request === undefined || limit === undefined) return []
    const [low, high] = [parseQuantity(request), parseQuantity(limit)]
    if (!low || !high || compareQuantities(low, high) <= 0) return []
    return [`ResourceQuota requests.${name} (${request}) should be less than limits.${name} (${limit})`]
  })
}
