import type { RulesByKind } from '../../kind-rules.ts'
import { apiService } from './api-service.ts'

/** apiregistration.k8s.io */
export const apiregistrationRules: RulesByKind = { APIService: apiService }
