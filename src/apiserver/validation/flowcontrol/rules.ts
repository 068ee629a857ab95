import type { RulesByKind } from '../../kind-rules.ts'
import { flowSchema } from './flow-schema.ts'
import { priorityLevelConfiguration } from './priority-level-configuration.ts'

/** flowcontrol.apiserver.k8s.io */
export const flowcontrolRules: RulesByKind = {
  FlowSchema: flowSchema,
  PriorityLevelConfiguration: priorityLevelConfiguration,
}
