import type { RulesByKind } from '../../kind-rules.ts'
import { customResourceDefinition } from './custom-resource-definition.ts'

export const apiextensionsRules: RulesByKind = { CustomResourceDefinition: customResourceDefinition }
