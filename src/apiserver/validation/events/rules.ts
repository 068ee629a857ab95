import type { RulesByKind } from '../../kind-rules.ts'
import { event } from '../core/events.ts'

/** events.k8s.io */
export const eventsRules: RulesByKind = { Event: event }
