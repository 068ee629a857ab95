import type {
  MatchResources,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhook,
  MutatingWebhookConfiguration,
  RuleWithOperations,
} from '../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Defaults } from './defaults.ts'

const GROUP = 'admissionregistration.k8s.io'
const HTTPS = 443

function setRules(rules: readonly RuleWithOperations[] | undefined): void {
  for (const rule of rules ?? []) rule.scope ??= '*'
}

function setMatch(match: MatchResources | undefined): void {
  if (!match) return
  match.matchPolicy ??= 'Equivalent'
  match.namespaceSelector ??= {}
  match.objectSelector ??= {}
  setRules(match.resourceRules)
  setRules(match.excludeResourceRules)
}

const setPolicy: Defaults = object => {
  const { spec } = object as KubeObject & MutatingAdmissionPolicy
  if (!spec) return
  spec.failurePolicy ??= 'Fail'
  setMatch(spec.matchConstraints)
}

const setBinding: Defaults = object => {
  const { spec } = object as KubeObject & MutatingAdmissionPolicyBinding
  setMatch(spec?.matchResources)
}

/** Version v1beta1 was more forgiving: nothing was matched but what was named, and failures were ignored. */
const setWebhooks = (version: string): Defaults => {
  const beta = version === 'v1beta1'
  return (object, { minor }) => {
    const mutating = object.kind === 'MutatingWebhookConfiguration'
    for (const hook of (object as KubeObject & MutatingWebhookConfiguration).webhooks ?? []) {
      setHook(hook, beta, minor)
      if (mutating && minor >= 15) hook.reinvocationPolicy ??= 'Never'
    }
  }
}

function setHook(hook: MutatingWebhook, beta: boolean, minor: Minor): void {
  hook.failurePolicy ??= beta ? 'Ignore' : 'Fail'
  hook.namespaceSelector ??= {}
  hook.timeoutSeconds ??= beta ? 30 : 10
  if (beta) {
    hook.sideEffects ??= 'Unknown'
    hook.admissionReviewVersions ??= ['v1beta1']
  }
  setRules(hook.rules)
  // The rest is younger than webhooks are.
  if (minor < 15) return
  hook.matchPolicy ??= beta ? 'Exact' : 'Equivalent'
  hook.objectSelector ??= {}
  if (hook.clientConfig?.service) hook.clientConfig.service.port ??= HTTPS
}

/** Truth: pkg/apis/admissionregistration/<version>/defaults.go */
export const admissionregistrationDefaults: Record<string, Defaults> = Object.fromEntries(
  ['v1', 'v1beta1', 'v1alpha1'].flatMap(version => [
    [`${GROUP}/${version}/MutatingAdmissionPolicy`, setPolicy],
    [`${GROUP}/${version}/MutatingAdmissionPolicyBinding`, setBinding],
    [`${GROUP}/${version}/ValidatingAdmissionPolicy`, setPolicy],
    [`${GROUP}/${version}/ValidatingAdmissionPolicyBinding`, setBinding],
    [`${GROUP}/${version}/MutatingWebhookConfiguration`, setWebhooks(version)],
    [`${GROUP}/${version}/ValidatingWebhookConfiguration`, setWebhooks(version)],
  ]),
)
