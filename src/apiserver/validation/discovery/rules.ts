import type { RulesByKind } from '../../kind-rules.ts'
import { endpointSlice } from './endpoint-slice.ts'

/** discovery.k8s.io */
export const discoveryRules: RulesByKind = { EndpointSlice: endpointSlice }
