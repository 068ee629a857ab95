import type { RulesByKind } from '../../kind-rules.ts'
import { lease } from './lease.ts'

/** coordination.k8s.io */
export const coordinationRules: RulesByKind = { Lease: lease }
