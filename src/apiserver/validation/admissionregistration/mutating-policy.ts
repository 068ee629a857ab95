import type {
  MutatingAdmissionPolicy,
  Mutation,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { listOf, structOf } from '../../../cel/index.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validatePlainObjectMeta } from '../object-meta.ts'
import { validateSupported } from '../supported.ts'
import { compileFor, policyEnvironment, type Scope } from './expressions.ts'
import { expressionsOf } from './match-conditions.ts'
import { validateMutatedOperations } from './match-resources.ts'
import { type PolicyOptions, SPEC, validatePolicyHead, validateVariables } from './policy-spec.ts'

type Policy = MutatingAdmissionPolicy & KubeObject

const REINVOCATION = ['IfNeeded', 'Never']
const PATCHES = ['ApplyConfiguration', 'JSONPatch']

export const CONFIGURATION = structOf('Object')
export const PATCH = listOf(structOf('JSONPatch'))

/** Truth: pkg/apis/admissionregistration/validation, pkg/registry/admissionregistration/mutatingadmissionpolicy */
export const mutatingAdmissionPolicy: KindRules<Policy> = {
  demandsResourceVersion: true,

  prepareCreate({ metadata }) {
    metadata.generation = 1
  },

  validate(object, errors, { minor }) {
    validatePolicy(object, { minor, ignoreConditions: false, stored: new Set() }, errors)
  },

  prepareUpdate(object, old) {
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
}

const expressionsIn = ({ spec = {} }: Policy): string[] => [
  ...expressionsOf(spec.matchConditions),
  ...expressionsOf(spec.variables),
  ...(spec.mutations ?? []).flatMap(({ applyConfiguration, jsonPatch }) => [
    applyConfiguration?.expression ?? '',
    jsonPatch?.expression ?? '',
  ]),
]

function validatePolicy(object: Policy, options: PolicyOptions, errors: FieldErrors): void {
  validatePlainObjectMeta(object, false, dnsSubdomain, errors)
  const { spec = {} } = object
  validatePolicyHead(spec, options, errors)
  validateMutatedOperations(spec.matchConstraints, errors, SPEC.child('matchConstraints'))
  const plain = { params: spec.paramKind !== undefined, authorizer: true, mutation: true }
  const variables = validateVariables(spec.variables, plain, options, errors)
  const scope: Scope = { ...plain, ...(variables ? { variables } : {}) }
  const mutations = spec.mutations ?? []
  if (mutations.length === 0) errors.required(SPEC.child('mutations'), 'mutations must contain at least one item')
  mutations.forEach((mutation, index) => {
    validateMutation(mutation, scope, options, errors, SPEC.child('mutations').index(index))
  })
  const { reinvocationPolicy } = spec
  if (!reinvocationPolicy) errors.required(SPEC.child('reinvocationPolicy'))
  else validateSupported(reinvocationPolicy, REINVOCATION, errors, SPEC.child('reinvocationPolicy'))
}

function validateMutation(
  { patchType = '', applyConfiguration, jsonPatch }: Mutation,
  scope: Scope,
  options: PolicyOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (patchType === '') {
    errors.required(path.child('patchType'))
    return
  }
  if (!PATCHES.includes(patchType)) {
    errors.notSupported(path.child('patchType'), patchType, PATCHES)
    return
  }
  const configured = patchType === 'ApplyConfiguration'
  const [own, other] = configured
    ? (['applyConfiguration', 'jsonPatch'] as const)
    : (['jsonPatch', 'applyConfiguration'] as const)
  const values = { applyConfiguration, jsonPatch }
  const value = values[own]
  if (!value) errors.required(path.child(own), `must be specified when patchType is ${patchType}`)
  else validatePatch(value.expression ?? '', configured, scope, options, errors, path.child(own, 'expression'))
  if (values[other]) {
    errors.invalid(path.child(other), `{${other}}`, `must not be specified when patchType is ${patchType}`)
  }
}

function validatePatch(
  expression: string,
  configured: boolean,
  scope: Scope,
  options: PolicyOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (expression.trim() === '') {
    errors.required(path)
    return
  }
  const age = options.stored.has(expression) ? 'stored' : 'new'
  const result = compileFor(expression, policyEnvironment(options.minor, age, scope), [
    configured ? CONFIGURATION : PATCH,
  ])
  if ('complaint' in result) errors.invalid(path, expression, result.complaint)
}
