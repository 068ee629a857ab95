import type {
  AuditAnnotation,
  ExpressionWarning,
  ValidatingAdmissionPolicy,
  Validation,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { BOOL, NULL, STRING } from '../../../cel/index.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateConditions } from '../conditions.ts'
import { validatePlainObjectMeta } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateSupported } from '../supported.ts'
import { compileFor, policyEnvironment, type Scope } from './expressions.ts'
import { expressionsOf } from './match-conditions.ts'
import { type PolicyOptions, SPEC, validatePolicyHead, validateVariables } from './policy-spec.ts'

type Policy = ValidatingAdmissionPolicy & KubeObject

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge']
const MOST_ANNOTATIONS = 20
const MOST_VALUE_BYTES = 5 * 1024

/** Truth: pkg/apis/admissionregistration/validation, pkg/registry/admissionregistration/validatingadmissionpolicy */
export const validatingAdmissionPolicy: KindRules<Policy> = {
  demandsResourceVersion: true,

  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
  },

  validate(object, errors, { minor }) {
    validatePolicy(object, { minor, ignoreConditions: false, stored: new Set() }, errors)
  },

  prepareUpdate(object, old) {
    keepStatus(object, old)
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },

  validateUpdate(object, old, errors, { minor }) {
    const { spec = {} } = object
    const { spec: before = {} } = old
    const ignoreConditions =
      semanticallyEqual(spec.paramKind ?? null, before.paramKind ?? null) &&
      semanticallyEqual(spec.matchConditions ?? [], before.matchConditions ?? [])
    validatePolicy(object, { minor, ignoreConditions, stored: new Set(expressionsIn(old)) }, errors)
  },

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate({ status = {} }, _old, errors) {
        const path = FieldPath.of('status')
        status.typeChecking?.expressionWarnings?.forEach((warning, index) => {
          validateWarning(warning, errors, path.child('typeChecking', 'expressionWarnings').index(index))
        })
        validateConditions(status.conditions, errors, path.child('conditions'))
      },
    },
  },
}

const expressionsIn = ({ spec = {} }: Policy): string[] => [
  ...expressionsOf(spec.matchConditions),
  ...expressionsOf(spec.validations),
  ...(spec.validations ?? []).map(({ messageExpression = '' }) => messageExpression),
  ...(spec.auditAnnotations ?? []).map(({ valueExpression = '' }) => valueExpression),
]

function validatePolicy(object: Policy, options: PolicyOptions, errors: FieldErrors): void {
  validatePlainObjectMeta(object, false, dnsSubdomain, errors)
  const { spec = {} } = object
  validatePolicyHead(spec, options, errors)
  const plain = { params: spec.paramKind !== undefined, authorizer: true }
  const variables = validateVariables(spec.variables, plain, options, errors)
  const scope: Scope = { ...plain, ...(variables ? { variables } : {}) }
  const { validations = [], auditAnnotations = [] } = spec
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const why = 'validations or auditAnnotations must contain at least one item'
    errors.required(SPEC.child('validations'), why)
    errors.required(SPEC.child('auditAnnotations'), why)
    return
  }
  validations.forEach((validation, index) => {
    validateValidation(validation, scope, options, errors, SPEC.child('validations').index(index))
  })
  validateAnnotations(object.metadata.name ?? '', auditAnnotations, scope, options, errors)
}

function validateValidation(
  { expression = '', messageExpression = '', message = '', reason }: Validation,
  scope: Scope,
  options: PolicyOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const judge = (field: string, text: string, inScope: Scope, allowed: typeof BOOL): void => {
    const age = options.stored.has(text) ? 'stored' : 'new'
    const result = compileFor(text, policyEnvironment(options.minor, age, inScope), [allowed])
    if ('complaint' in result) errors.invalid(path.child(field), text, result.complaint)
  }
  if (expression.trim() === '') errors.required(path.child('expression'), 'expression is not specified')
  else judge('expression', expression, scope, BOOL)
  if (messageExpression.trim() !== '') {
    judge('messageExpression', messageExpression, { ...scope, authorizer: false }, STRING)
  } else if (messageExpression !== '') {
    errors.invalid(path.child('messageExpression'), messageExpression, 'must be non-empty if specified')
  }
  const told = message.trim()
  const name = options.minor >= 34 ? '' : 'message '
  if (message !== '' && told === '') {
    errors.invalid(path.child('message'), message, `${name}must be non-empty if specified`)
  } else if (/[\n\r]/.test(told)) {
    errors.invalid(path.child('message'), message, `${name}must not contain line breaks`)
  }
  if (reason !== undefined) validateSupported(reason, REASONS, errors, path.child('reason'))
}

function validateAnnotations(
  policy: string,
  annotations: readonly AuditAnnotation[],
  scope: Scope,
  options: PolicyOptions,
  errors: FieldErrors,
): void {
  const path = SPEC.child('auditAnnotations')
  if (annotations.length > MOST_ANNOTATIONS) {
    const shown = annotations.map(({ key = '', valueExpression = '' }) =>
      goStruct({ Key: key, ValueExpression: valueExpression }),
    )
    errors.invalid(path, shown, `must not have more than ${MOST_ANNOTATIONS} auditAnnotations`)
  }
  const keys = new Set<string>()
  annotations.forEach(({ key = '', valueExpression = '' }, index) => {
    const at = path.index(index)
    if (policy === '') errors.invalid(at.child('key'), key, 'requires metadata.name be non-empty')
    else {
      const name = `${policy}/${key}`
      for (const complaint of qualifiedName(name)) errors.invalid(at.child('key'), name, complaint)
    }
    validateValue(valueExpression, scope, options, errors, at.child('valueExpression'))
    if (keys.has(key)) errors.duplicate(at.child('key'), key)
    keys.add(key)
  })
}

function validateValue(
  expression: string,
  scope: Scope,
  options: PolicyOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const trimmed = expression.trim()
  if (trimmed === '') errors.required(path, 'valueExpression is not specified')
  else if (byteLength(trimmed) > MOST_VALUE_BYTES) {
    errors.required(path, `must not exceed ${MOST_VALUE_BYTES} bytes in length`)
  } else {
    const age = options.stored.has(expression) ? 'stored' : 'new'
    const result = compileFor(trimmed, policyEnvironment(options.minor, age, scope), [STRING, NULL])
    if ('complaint' in result) errors.invalid(path, expression, result.complaint)
  }
}

function validateWarning(
  { warning = '', fieldRef = '' }: ExpressionWarning,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (warning === '') errors.required(path.child('warning'))
  if (fieldRef.trim() === '') errors.required(path.child('fieldRef'))
}
