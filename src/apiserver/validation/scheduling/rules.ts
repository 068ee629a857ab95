import type { RulesByKind } from '../../kind-rules.ts'
import { priorityClass } from './priority-class.ts'

/** scheduling.k8s.io */
export const schedulingRules: RulesByKind = { PriorityClass: priorityClass }
