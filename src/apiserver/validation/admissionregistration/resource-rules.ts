import type {
  NamedRuleWithOperations,
  RuleWithOperations,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { pathSegment } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import { validateSupported } from '../supported.ts'

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']
const SCOPES = ['*', 'Cluster', 'Namespaced']

/** Which requests a webhook or policy wants to see. Truth: pkg/apis/admissionregistration/validation validateRuleWithOperations */
export function validateRule(rule: RuleWithOperations, errors: FieldErrors, path: FieldPath): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule
  if (operations.length === 0) errors.required(path.child('operations'))
  onlyStar(operations, 'operations', errors, path.child('operations'), 'admissionregistration.OperationType')
  operations.forEach((operation, index) => {
    validateSupported(operation, OPERATIONS, errors, path.child('operations').index(index))
  })
  if (apiGroups.length === 0) errors.required(path.child('apiGroups'))
  onlyStar(apiGroups, 'API groups', errors, path.child('apiGroups'))
  if (apiVersions.length === 0) errors.required(path.child('apiVersions'))
  onlyStar(apiVersions, 'API versions', errors, path.child('apiVersions'))
  apiVersions.forEach((version, index) => {
    if (version === '') errors.required(path.child('apiVersions').index(index))
  })
  validateResources(resources, errors, path.child('resources'))
  if (scope !== undefined) validateSupported(scope, SCOPES, errors, path.child('scope'))
}

export function validateNamedRule(rule: NamedRuleWithOperations, errors: FieldErrors, path: FieldPath): void {
  const seen = new Set<string>()
  rule.resourceNames?.forEach((name, index) => {
    const at = path.child('resourceNames').index(index)
    for (const complaint of pathSegment(name)) errors.invalid(at, name, complaint)
    if (seen.has(name)) errors.duplicate(at, name)
    seen.add(name)
  })
  validateRule(rule, errors, path)
}

function onlyStar(
  values: readonly string[],
  what: string,
  errors: FieldErrors,
  path: FieldPath,
  type = 'string',
): void {
  if (values.length > 1 && values.includes('*')) {
    errors.invalid(path, typed(`[]${type}`, values), `if '*' is present, must not specify other ${what}`)
  }
}

// `pods`, `pods/status`, `pods/*`, `*/scale`, `*`, `*/*`; none may say again what an earlier one says already.
function validateResources(resources: readonly string[], errors: FieldErrors, path: FieldPath): void {
  if (resources.length === 0) errors.required(path)
  const allOf = new Set<string>()
  const ofAll = new Set<string>()
  let plain = false
  resources.forEach((name, index) => {
    const at = path.index(index)
    if (name === '') {
      errors.required(at)
      return
    }
    const slash = name.indexOf('/')
    if (slash < 0) {
      plain = name !== '*'
      return
    }
    const resource = name.slice(0, slash)
    const subresource = name.slice(slash + 1)
    if (allOf.has(resource)) {
      errors.invalid(at, name, `if '${resource}/*' is present, must not specify ${name}`)
    }
    if (ofAll.has(subresource)) {
      errors.invalid(at, name, `if '*/${subresource}' is present, must not specify ${name}`)
    }
    if (subresource === '*') allOf.add(resource)
    if (resource === '*') ofAll.add(subresource)
  })
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.invalid(path, resources, "if '*/*' is present, must not specify other resources")
  }
  if (resources.includes('*') && plain) {
    errors.invalid(path, resources, "if '*' is present, must not specify other resources without subresources")
  }
}
