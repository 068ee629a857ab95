import type { RulesByKind } from '../../kind-rules.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'

/** autoscaling */
export const autoscalingRules: RulesByKind = { HorizontalPodAutoscaler: horizontalPodAutoscaler }
