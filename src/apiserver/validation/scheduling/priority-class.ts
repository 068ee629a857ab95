import type { PriorityClass } from '../../../../schemas/types/scheduling.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateSupported } from '../supported.ts'

const HIGHEST_OF_USERS = 1_000_000_000
const VALUE = FieldPath.of('value')
const POLICY = FieldPath.of('preemptionPolicy')

/** The two classes that a server makes for itself. */
const SYSTEM: Record<string, number> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

/** Truth: pkg/apis/scheduling/validation, pkg/registry/scheduling/priorityclass */
export const priorityClass: KindRules<PriorityClass & KubeObject> = {
  prepareCreate(object) {
    object.metadata.generation = 1
  },

  validate(object, errors) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    const name = object.metadata.name ?? ''
    if (name.startsWith('system-')) {
      const problem = systemProblem(object)
      if (problem) {
        errors.forbidden(
          FieldPath.of('metadata', 'name'),
          `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`,
        )
      }
    } else if ((object.value ?? 0) > HIGHEST_OF_USERS) {
      errors.forbidden(VALUE, `maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`)
    }
    if (object.preemptionPolicy === '') errors.required(POLICY)
    else if (object.preemptionPolicy !== undefined) {
      validateSupported(object.preemptionPolicy, ['PreemptLowerPriority', 'Never'], errors, POLICY)
    }
  },

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    // Up to 1.20 the path was that of the Go field.
    const path = minor > 20 ? VALUE : FieldPath.of('Value')
    if ((object.value ?? 0) !== (old.value ?? 0)) errors.forbidden(path, 'may not be changed in an update.')
    validateImmutable(object.preemptionPolicy ?? null, old.preemptionPolicy ?? null, errors, POLICY)
  },
}

function systemProblem({ metadata, value, globalDefault }: PriorityClass & KubeObject): string | undefined {
  const known = SYSTEM[metadata.name ?? '']
  if (known === undefined) return `${metadata.name} is not a known system priority class`
  if (value !== known) return `value of ${metadata.name} PriorityClass must be ${known}`
  return globalDefault ? `globalDefault of ${metadata.name} PriorityClass must be false` : undefined
}
