import type {
  MatchResources,
  ParamKind,
  ParamRef,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { dns1035Label, dnsSubdomain, pathSegment } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validateSupported } from '../supported.ts'
import { validateNamedRule } from './resource-rules.ts'

export const MATCH_POLICIES = ['Equivalent', 'Exact']
export const FAILURE_POLICIES = ['Fail', 'Ignore']

/** Truth: pkg/apis/admissionregistration/validation validateMatchResources */
export function validateMatchResources(match: MatchResources | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!match) return
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules, excludeResourceRules } = match
  if (matchPolicy === undefined) errors.required(path.child('matchPolicy'))
  else validateSupported(matchPolicy, MATCH_POLICIES, errors, path.child('matchPolicy'))
  if (!namespaceSelector) errors.required(path.child('namespaceSelector'))
  else validateLabelSelector(namespaceSelector, errors, path.child('namespaceSelector'))
  if (!objectSelector) errors.required(path.child('objectSelector'))
  else validateLabelSelector(objectSelector, errors, path.child('objectSelector'))
  resourceRules?.forEach((rule, index) => {
    validateNamedRule(rule, errors, path.child('resourceRules').index(index))
  })
  excludeResourceRules?.forEach((rule, index) => {
    validateNamedRule(rule, errors, path.child('excludeResourceRules').index(index))
  })
}

const MUTATED_OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE']

/** A mutation has nothing to do with what goes away. The server names no rule when it says so. */
export function validateMutatedOperations(
  match: MatchResources | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  for (const { operations = [] } of match?.resourceRules ?? []) {
    for (const operation of operations) {
      validateSupported(operation, MUTATED_OPERATIONS, errors, path.child('resourceRules', 'operations'))
    }
  }
}

export function validateParamKind(kind: ParamKind, errors: FieldErrors, path: FieldPath): void {
  validateParamVersion(kind.apiVersion ?? '', errors, path.child('apiVersion'))
  const name = kind.kind ?? ''
  if (name === '') {
    errors.required(path.child('kind'))
    return
  }
  const complaints = dns1035Label(name.toLowerCase())
  if (complaints.length === 0) return
  errors.invalid(path.child('kind'), name, `may have mixed case, but should otherwise match: ${complaints.join(',')}`)
}

function validateParamVersion(apiVersion: string, errors: FieldErrors, path: FieldPath): void {
  if (apiVersion === '') {
    errors.required(path)
    return
  }
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/')
  if (parts.length > 2) {
    errors.invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
    return
  }
  const [group, version] = parts.length === 1 ? ['', parts[0]!] : (parts as [string, string])
  const wrong = group === '' ? [] : dnsSubdomain(group)
  if (wrong.length > 0) errors.invalid(path, group, wrong.join(','))
  if (version === '') errors.invalid(path, apiVersion, 'version must be specified')
  else {
    const complaints = dns1035Label(version)
    if (complaints.length > 0) errors.invalid(path, version, complaints.join(','))
  }
}

/** What a binding hands to its policy. */
export function validateParamRef(ref: ParamRef | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!ref) return
  const { name = '', selector, parameterNotFoundAction: action } = ref
  const exclusive = 'name and selector are mutually exclusive'
  if (name !== '') {
    for (const complaint of pathSegment(name)) errors.invalid(path.child('name'), name, complaint)
    if (selector) errors.forbidden(path.child('name'), exclusive)
  }
  if (selector) {
    validateLabelSelector(selector, errors, path.child('selector'))
    if (name !== '') errors.forbidden(path.child('selector'), exclusive)
  }
  if (name === '' && !selector) errors.required(path, 'one of name or selector must be specified')
  if (!action) errors.required(path.child('parameterNotFoundAction'))
  else validateSupported(action, ['Deny', 'Allow'], errors, path.child('parameterNotFoundAction'))
}
