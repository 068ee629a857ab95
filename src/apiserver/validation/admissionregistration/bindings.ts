import type {
  MutatingAdmissionPolicyBinding,
  ValidatingAdmissionPolicyBinding,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validatePlainObjectMeta } from '../object-meta.ts'
import { validateSupported } from '../supported.ts'
import { validateMatchResources, validateMutatedOperations, validateParamRef } from './match-resources.ts'

type Binding = (MutatingAdmissionPolicyBinding | ValidatingAdmissionPolicyBinding) & KubeObject

const SPEC = FieldPath.of('spec')
const ACTIONS = ['Audit', 'Deny', 'Warn']

/** Truth: pkg/registry/admissionregistration/{validating,mutating}admissionpolicybinding/strategy.go */
const rulesWith = (validate: (object: Binding, errors: FieldErrors) => void): KindRules<Binding> => ({
  demandsResourceVersion: true,

  prepareCreate({ metadata }) {
    metadata.generation = 1
  },

  validate,

  prepareUpdate(object, old) {
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },

  validateUpdate(object, _old, errors) {
    validate(object, errors)
  },
})

export const mutatingAdmissionPolicyBinding = rulesWith((object, errors) => {
  validateBinding(object, errors)
  validateMutatedOperations(object.spec?.matchResources, errors, SPEC.child('matchResources'))
})

export const validatingAdmissionPolicyBinding = rulesWith((object, errors) => {
  validateBinding(object, errors)
  const { validationActions = [] } = (object as ValidatingAdmissionPolicyBinding).spec ?? {}
  validateActions(validationActions, errors, SPEC.child('validationActions'))
})

function validateBinding(object: Binding, errors: FieldErrors): void {
  validatePlainObjectMeta(object, false, dnsSubdomain, errors)
  const { policyName = '', paramRef, matchResources } = object.spec ?? {}
  if (policyName === '') errors.required(SPEC.child('policyName'))
  else for (const complaint of dnsSubdomain(policyName)) errors.invalid(SPEC.child('policyName'), policyName, complaint)
  validateParamRef(paramRef, errors, SPEC.child('paramRef'))
  validateMatchResources(matchResources, errors, SPEC.child('matchResources'))
}

function validateActions(actions: readonly string[], errors: FieldErrors, path: FieldPath): void {
  const seen = new Set<string>()
  actions.forEach((action, index) => {
    validateSupported(action, ACTIONS, errors, path.index(index))
    if (seen.has(action)) errors.duplicate(path.index(index), action)
    seen.add(action)
  })
  if (seen.has('Deny') && seen.has('Warn')) {
    errors.invalid(
      path,
      actions,
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    )
  }
  if (seen.size === 0) errors.required(path, 'at least one validation action is required')
}
