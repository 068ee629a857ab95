import type {
  NonResourcePolicyRule,
  ResourcePolicyRule,
} from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch']

/** Truth: pkg/apis/flowcontrol/validation ValidateFlowSchemaResourcePolicyRule */
export function validateResourceRule(rule: ResourcePolicyRule, errors: FieldErrors, path: FieldPath): void {
  const { verbs, apiGroups, resources, namespaces, clusterScope } = rule
  validateVerbs(verbs, errors, path.child('verbs'))
  validateNames(apiGroups, 'api group', errors, path.child('apiGroups'))
  validateNames(resources, 'resource', errors, path.child('resources'))
  const at = path.child('namespaces')
  if (!namespaces?.length && !clusterScope) {
    errors.required(at, 'resource rules that are not cluster scoped must supply at least one namespace')
  } else if (namespaces?.includes('*')) {
    if (namespaces.length > 1) errors.invalid(at, namespaces, "if '*' is present, must not specify other namespaces")
  } else {
    namespaces?.forEach((namespace, index) => {
      for (const complaint of dnsLabel(namespace)) {
        errors.invalid(
          at.index(index),
          namespace,
          `each member of this list must be '*' or a DNS-1123 label; ${complaint}`,
        )
      }
    })
  }
}

/** Truth: ValidateFlowSchemaNonResourcePolicyRule */
export function validateNonResourceRule(rule: NonResourcePolicyRule, errors: FieldErrors, path: FieldPath): void {
  const { verbs, nonResourceURLs } = rule
  validateVerbs(verbs, errors, path.child('verbs'))
  const at = path.child('nonResourceURLs')
  if (!nonResourceURLs?.length) errors.required(at, 'nonResourceURLs must contain at least one value')
  else if (nonResourceURLs.includes('*')) {
    if (nonResourceURLs.length > 1) {
      errors.invalid(at, nonResourceURLs, "if '*' is present, must not specify other non-resource URLs")
    }
  } else {
    nonResourceURLs.forEach((url, index) => {
      validateUrl(url, errors, at.index(index))
    })
  }
}

function validateVerbs(verbs: string[] | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!verbs?.length) errors.required(path, 'verbs must contain at least one value')
  else if (verbs.includes('*')) {
    if (verbs.length > 1) errors.invalid(path, verbs, "if '*' is present, must not specify other verbs")
  } else if (!verbs.every(verb => VERBS.includes(verb))) errors.notSupported(path, verbs, VERBS)
}

function validateNames(names: string[] | undefined, what: string, errors: FieldErrors, path: FieldPath): void {
  if (!names?.length) errors.required(path, `resource rules must supply at least one ${what}`)
  else if (names.length > 1 && names.includes('*')) {
    errors.invalid(path, names, `if '*' is present, must not specify other ${what}s`)
  }
}

/** One complaint at the most. A `*` may only stand behind the last slash. Truth: ValidateNonResourceURLPath */
function validateUrl(url: string, errors: FieldErrors, path: FieldPath): void {
  if (url === '') errors.invalid(path, url, 'must not be empty')
  else if (url === '/') return
  else if (!url.startsWith('/')) errors.invalid(path, url, 'must start with slash')
  else if (url.includes(' ')) errors.invalid(path, url, 'must not contain white-space')
  else if (url.includes('//')) errors.invalid(path, url, 'must not contain double slash')
  else if (url.slice(0, -1).includes('*') || (url.endsWith('*') && !url.endsWith('/*'))) {
    errors.invalid(path, url, 'wildcard can only do suffix matching')
  }
}
