import type { RulesByKind } from '../../kind-rules.ts'
import { mutatingAdmissionPolicyBinding, validatingAdmissionPolicyBinding } from './bindings.ts'
import { mutatingAdmissionPolicy } from './mutating-policy.ts'
import { validatingAdmissionPolicy } from './validating-policy.ts'
import { webhookConfiguration } from './webhooks.ts'

export const admissionregistrationRules: RulesByKind = {
  MutatingAdmissionPolicy: mutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding: mutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration: webhookConfiguration,
  ValidatingAdmissionPolicy: validatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: validatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration: webhookConfiguration,
}
