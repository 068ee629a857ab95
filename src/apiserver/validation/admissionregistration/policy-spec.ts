import type {
  MutatingAdmissionPolicySpec,
  ValidatingAdmissionPolicySpec,
  Variable,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { type CelType, DYN, isIdentifier } from '../../../cel/index.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { validateSupported } from '../supported.ts'
import { compileFor, policyEnvironment, type Scope } from './expressions.ts'
import { validateMatchConditions } from './match-conditions.ts'
import { FAILURE_POLICIES, validateMatchResources, validateParamKind } from './match-resources.ts'

export const SPEC = FieldPath.of('spec')

type PolicySpec = ValidatingAdmissionPolicySpec | MutatingAdmissionPolicySpec

export interface PolicyOptions {
  readonly minor: Minor
  /** Match conditions that were there already are not looked at again. */
  readonly ignoreConditions: boolean
  /** Expressions of the policy that is replaced. */
  readonly stored: ReadonlySet<string>
}

/** What both kinds of policy begin with. Truth: pkg/apis/admissionregistration/validation validateValidatingAdmissionPolicySpec */
export function validatePolicyHead(spec: PolicySpec, options: PolicyOptions, errors: FieldErrors): void {
  const { failurePolicy, paramKind, matchConstraints, matchConditions } = spec
  if (failurePolicy === undefined) errors.required(SPEC.child('failurePolicy'))
  else validateSupported(failurePolicy, FAILURE_POLICIES, errors, SPEC.child('failurePolicy'))
  if (paramKind) validateParamKind(paramKind, errors, SPEC.child('paramKind'))
  const match = SPEC.child('matchConstraints')
  if (!matchConstraints) errors.required(match)
  else {
    validateMatchResources(matchConstraints, errors, match)
    if (!matchConstraints.resourceRules?.length) errors.required(match.child('resourceRules'))
  }
  if (options.ignoreConditions) return
  const { minor, stored } = options
  const conditions = { minor, stored, params: paramKind !== undefined }
  validateMatchConditions(matchConditions, conditions, errors, SPEC.child('matchConditions'))
}

/**
 * The variables in turn, each compiled against those before it; what they are is what later expressions see,
 * and one that failed may be anything.
 */
export function validateVariables(
  variables: readonly Variable[] | undefined,
  scope: Scope,
  { minor, stored }: PolicyOptions,
  errors: FieldErrors,
): ReadonlyMap<string, CelType> | undefined {
  if (!variables?.length) return undefined
  const types = new Map<string, CelType>()
  variables.forEach(({ name = '', expression = '' }, index) => {
    const path = SPEC.child('variables').index(index)
    if (name.trim() === '') errors.required(path.child('name'), 'name is not specified')
    else if (!isIdentifier(name)) {
      errors.invalid(path.child('name'), name, `${minor >= 34 ? 'must be' : 'name is not'} a valid CEL identifier`)
    }
    if (expression.trim() === '') {
      errors.required(path.child('expression'), 'expression is not specified')
      return
    }
    const age = stored.has(expression) ? 'stored' : 'new'
    const environment = policyEnvironment(minor, age, { ...scope, variables: new Map(types) })
    const result = compileFor(expression, environment, undefined)
    if ('complaint' in result) errors.invalid(path.child('expression'), expression, result.complaint)
    types.set(name, 'program' in result ? result.program.type : DYN)
  })
  return types
}
