import type { PodDisruptionBudget } from '../../../../schemas/types/policy/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateConditions } from '../conditions.ts'
import { validateAtMostWhole, validateIntOrPercent } from '../int-or-percent.ts'
import { selectorText, validateLabelSelector } from '../label-selector.ts'
import { validateNonNegative } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateSupported } from '../supported.ts'

type Budget = PodDisruptionBudget & KubeObject

const SPEC = FieldPath.of('spec')
const STATUS = FieldPath.of('status')

/** Truth: pkg/apis/policy/validation, pkg/registry/policy/poddisruptionbudget */
export const podDisruptionBudget: KindRules<Budget> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
    dropClosed(object, undefined, context)
  },

  demandsResourceVersion: true,

  /** Metadata is held to nothing but what the server checks for every kind. */
  validate: validateSpec,

  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropClosed(object, old, context)
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },

  validateUpdate: (object, _old, errors) => validateSpec(object, errors),

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      /** Up to 1.20 nobody looked, and v1beta1 is held to no more than it was then. */
      validateUpdate(object, _old, errors, { minor, resource, asked = resource }) {
        if (minor < 21) return
        const { conditions, disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } = object.status ?? {}
        validateConditions(conditions, errors, STATUS.child('conditions'))
        if (asked.version === 'v1beta1') return
        validateNonNegative(disruptionsAllowed, errors, STATUS.child('disruptionsAllowed'))
        validateNonNegative(currentHealthy, errors, STATUS.child('currentHealthy'))
        validateNonNegative(desiredHealthy, errors, STATUS.child('desiredHealthy'))
        validateNonNegative(expectedPods, errors, STATUS.child('expectedPods'))
      },
    },
  },
}

function dropClosed({ spec }: Budget, old: Budget | undefined, { gates }: Context): void {
  if (gates.enabled('PDBUnhealthyPodEvictionPolicy') || old?.spec?.unhealthyPodEvictionPolicy !== undefined) return
  delete spec?.unhealthyPodEvictionPolicy
}

function validateSpec({ spec = {} }: Budget, errors: FieldErrors): void {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.invalid(SPEC, specText(spec), 'minAvailable and maxUnavailable cannot be both set')
  }
  validateIntOrPercent(minAvailable, errors, SPEC.child('minAvailable'))
  validateAtMostWhole(minAvailable, errors, SPEC.child('minAvailable'))
  validateIntOrPercent(maxUnavailable, errors, SPEC.child('maxUnavailable'))
  validateAtMostWhole(maxUnavailable, errors, SPEC.child('maxUnavailable'))
  validateLabelSelector(selector, errors, SPEC.child('selector'))
  if (unhealthyPodEvictionPolicy !== undefined) {
    const path = SPEC.child('unhealthyPodEvictionPolicy')
    validateSupported(unhealthyPodEvictionPolicy, ['AlwaysAllow', 'IfHealthyBudget'], errors, path)
  }
}

/** The internal struct has no JSON names of its own. */
function specText({
  minAvailable,
  selector,
  maxUnavailable,
  unhealthyPodEvictionPolicy,
}: NonNullable<Budget['spec']>): GoText {
  return goStruct(
    {
      MinAvailable: minAvailable ?? null,
      Selector: selector ? selectorText(selector) : null,
      MaxUnavailable: maxUnavailable ?? null,
      UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
    },
    'policy.PodDisruptionBudgetSpec',
  )
}
