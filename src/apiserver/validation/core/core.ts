import type { RulesByKind } from '../../kind-rules.ts'
import { podRules } from './pods.ts'
import { service } from './service/service.ts'

/** The kinds of the core group. */
export const coreRules: RulesByKind = { ...podRules, Service: service }
