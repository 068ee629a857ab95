import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../../schemas/types/autoscaling/v2.generated.ts'
import type { HorizontalPodAutoscaler as FirstBeta } from '../../../schemas/types/autoscaling/v2beta1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

/** What an autoscaler aims at that names no metric: four fifths of the requested CPU. */
export const DEFAULT_CPU_UTILIZATION = 80

const setLeast: Defaults = object => {
  const { spec } = object as KubeObject & HorizontalPodAutoscaler
  if (spec) spec.minReplicas ??= 1
}

const scaleUp = (): HPAScalingRules => ({
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
})

/** How long to look back before going down is left to the controller. */
const scaleDown = (): HPAScalingRules => ({
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
})

/** Truth: pkg/apis/autoscaling/v2/defaults.go SetDefaults_HorizontalPodAutoscaler */
const setV2Defaults: Defaults = (object, release) => {
  setLeast(object, release)
  const { spec } = object as KubeObject & HorizontalPodAutoscaler
  if (!spec) return
  if (!spec.metrics?.length) {
    const target = { type: 'Utilization', averageUtilization: DEFAULT_CPU_UTILIZATION }
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }]
  }
  if (!spec.behavior) return
  spec.behavior.scaleUp = { ...scaleUp(), ...spec.behavior.scaleUp }
  spec.behavior.scaleDown = { ...scaleDown(), ...spec.behavior.scaleDown }
}

const setFirstBetaDefaults: Defaults = (object, release) => {
  setLeast(object, release)
  const { spec } = object as KubeObject & FirstBeta
  if (!spec || spec.metrics?.length) return
  spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: DEFAULT_CPU_UTILIZATION } }]
}

export const autoscalingDefaults: Record<string, Defaults> = {
  'autoscaling/v1/HorizontalPodAutoscaler': setLeast,
  'autoscaling/v2/HorizontalPodAutoscaler': setV2Defaults,
  'autoscaling/v2beta1/HorizontalPodAutoscaler': setFirstBetaDefaults,
  'autoscaling/v2beta2/HorizontalPodAutoscaler': setV2Defaults,
}
