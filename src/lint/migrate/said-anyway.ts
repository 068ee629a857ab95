import type { Tool } from '../rule.ts'

/** What stands for a check that no rule stands for; undefined for a name that is not known at all. */
export function saidAnyway(tool: Tool, check: string): string | undefined {
  const known = SAID[tool]
  const name = check.toLowerCase()
  if (known && Object.hasOwn(known, name)) return known[name]
  return tool === 'checkov' ? ofCheckov(name) : undefined
}

const REFUSED = 'the API server refuses it, and drydock says so with its code'
const WARNED = 'the API server warns of it: api/warning'
const OLD = 'api/removed and api/deprecated say it, for the releases asked for'

/** In small letters. */
const SAID: Partial<Record<Tool, Readonly<Record<string, string>>>> = {
  'kube-linter': {
    'duplicate-env-var': WARNED,
    'invalid-target-ports': REFUSED,
    'target-port-specification': REFUSED,
    'mismatching-selector': REFUSED,
    'no-extensions-v1beta': OLD,
    'restart-policy': 'what a workload cannot have the API server refuses; `Always` is what it is without being said',
    'schema-validation': 'every field is held to the API of the releases asked for: schema/…',
    kubeconform: 'every field is held to the API of the releases asked for: schema/…',
  },
  'kube-score': {
    'container-ports-check': REFUSED,
    'cronjob-restartpolicy': REFUSED,
    'deployment-pod-selector-labels-match-template-metadata-labels': REFUSED,
    'statefulset-pod-selector-labels-match-template-metadata-labels': REFUSED,
    'environment-variable-key-duplication': WARNED,
    'label-values': REFUSED,
    'pod-topology-spread-constraints': REFUSED,
    'stable-version': OLD,
  },
}

/** Checks about PodSecurityPolicies, and about the flags of the control plane and of kubelets. */
function ofCheckov(name: string): string | undefined {
  const number = Number(/^ckv_k8s_(\d{1,3})$/.exec(name)?.[1])
  if (POLICIES.has(number)) return 'PodSecurityPolicies are gone since 1.25: api/removed'
  if (number >= 68 && number <= 151)
    return 'it is about the flags of the control plane, which is not what manifests say'
  return undefined
}

const POLICIES = new Set([1, 2, 3, 4, 5, 6, 7, 24, 32, 36])
