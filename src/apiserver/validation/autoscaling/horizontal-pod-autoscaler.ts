import type { HorizontalPodAutoscaler } from '../../../../schemas/types/autoscaling/v2.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateScalingRules } from './behavior.ts'
import { validateMetric } from './metrics.ts'
import { validateObjectReference, validateTargetApiVersion } from './object-reference.ts'

type Autoscaler = HorizontalPodAutoscaler & KubeObject

const SPEC = FieldPath.of('spec')
const STATUS = FieldPath.of('status')

/** In the form of autoscaling/v2, which the server validates whatever version was sent. Truth: pkg/apis/autoscaling/validation */
export const horizontalPodAutoscaler: KindRules<Autoscaler> = {
  prepareCreate: clearStatus,

  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object, context.gates.enabled('HPAScaleToZero') ? 0 : 1, errors, context)
  },

  prepareUpdate: keepStatus,

  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    const toZero = context.gates.enabled('HPAScaleToZero') || old.spec?.minReplicas === 0
    validateSpec(object, toZero ? 0 : 1, errors, context)
  },

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        validateNonNegative(object.status?.currentReplicas, errors, STATUS.child('currentReplicas'))
        validateNonNegative(object.status?.desiredReplicas, errors, STATUS.child('desiredReplicas'))
      },
    },
  },
}

function validateSpec({ spec = {} }: Autoscaler, lowest: 0 | 1, errors: FieldErrors, { minor }: Context): void {
  const { minReplicas, maxReplicas = 0, scaleTargetRef = {}, metrics, behavior } = spec
  if (minReplicas !== undefined && minReplicas < lowest) {
    errors.invalid(SPEC.child('minReplicas'), minReplicas, `must be greater than or equal to ${lowest}`)
  }
  validateMost(maxReplicas, minReplicas, errors, minor >= 34)
  validateObjectReference(scaleTargetRef, errors, SPEC.child('scaleTargetRef'))
  if (minor >= 28) validateTargetApiVersion(scaleTargetRef, errors, SPEC.child('scaleTargetRef'))
  metrics?.forEach((metric, index) => {
    validateMetric(metric, errors, SPEC.child('metrics').index(index))
  })
  if (minReplicas === 0 && !metrics?.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas'
    errors.forbidden(SPEC.child('metrics'), detail)
  }
  validateScalingRules(behavior?.scaleUp, errors, SPEC.child('behavior', 'scaleUp'))
  validateScalingRules(behavior?.scaleDown, errors, SPEC.child('behavior', 'scaleDown'))
}

/** `declared`: since 1.34 an absent maximum is missing rather than too small. */
function validateMost(most: number, least: number | undefined, errors: FieldErrors, declared: boolean): void {
  const path = SPEC.child('maxReplicas')
  if (declared && most === 0) errors.required(path, 'must be set and greater than 0')
  else if (most < 1)
    errors.invalid(path, most, declared ? 'must be greater than or equal to 1' : 'must be greater than 0')
  if (least !== undefined && most < least) errors.invalid(path, most, 'must be greater than or equal to `minReplicas`')
}
