import type { RulesByKind } from '../../kind-rules.ts'
import { runtimeClass } from './runtime-class.ts'

/** node.k8s.io */
export const nodeRules: RulesByKind = { RuntimeClass: runtimeClass }
