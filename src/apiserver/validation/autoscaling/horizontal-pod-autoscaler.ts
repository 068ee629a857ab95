import type { HorizontalPodAutoscaler, MetricSpec } from '../../../../schemas/types/autoscaling/v2.generated.ts'
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
  prepareCreate(object, context) {
    clearStatus(object, context)
    dropContainerMetrics(object, context)
    dropTolerance(object, context)
  },

  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object, context.gates.enabled('HPAScaleToZero') ? 0 : 1, errors, context)
  },

  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropContainerMetrics(object, context, old)
    dropTolerance(object, context, old)
  },

  canonicalize: moveShareToEnd,

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

/**
 * Before 1.24 autoscalers were stored as autoscaling/v1, which has a field for the share of CPU and an annotation
 * for all other metrics: what comes back has the share at the end.
 */
function moveShareToEnd({ spec }: Autoscaler, { minor }: Context): void {
  if (minor >= 24 || !spec?.metrics) return
  const isShare = ({ type, resource }: MetricSpec): boolean =>
    type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined
  const share = spec.metrics.find(isShare)
  spec.metrics = spec.metrics.filter(metric => !isShare(metric))
  if (share) spec.metrics.push(share)
}

function dropContainerMetrics({ spec }: Autoscaler, { gates }: Context, old?: Autoscaler): void {
  if (gates.enabled('HPAContainerMetrics') || old?.spec?.metrics?.some(({ containerResource }) => containerResource))
    return
  for (const metric of spec?.metrics ?? []) delete metric.containerResource
}

/** How far off is near enough may be said only where the gate is open, or was said before. */
function dropTolerance({ spec }: Autoscaler, { gates }: Context, old?: Autoscaler): void {
  const said = (each: Autoscaler | undefined): boolean =>
    [each?.spec?.behavior?.scaleUp, each?.spec?.behavior?.scaleDown].some(rules => rules?.tolerance !== undefined)
  if (gates.enabled('HPAConfigurableTolerance') || said(old)) return
  delete spec?.behavior?.scaleUp?.tolerance
  delete spec?.behavior?.scaleDown?.tolerance
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
