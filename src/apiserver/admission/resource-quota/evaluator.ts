import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { Usage } from './usage.ts'

/** One condition of a quota on what it counts: `Terminating`, `PriorityClass In [high]`. */
export interface Scope {
  readonly scopeName?: string
  readonly operator?: string
  readonly values?: readonly string[]
}

/** How the objects of one resource count against quotas. Truth: apiserver/pkg/quota/v1/interfaces.go Evaluator */
export interface Evaluator {
  /** Whether this request can raise the usage at all. */
  handles(context: Context): boolean
  /** The names of a quota that this resource counts against. */
  counts(name: string): boolean
  /** Whether a quota with this scope counts the object. */
  inScope(scope: Scope, object: KubeObject, context: Context): boolean
  usage(object: KubeObject, context: Context): Usage
  /** What must be said in the object when a quota counts these names. */
  missing?(names: readonly string[], object: KubeObject, context: Context): string | undefined
}

/** Truth: helper.ScopedResourceSelectorRequirementsAsSelector; without a value only negations hold. */
export function scopeHolds({ operator, values = [] }: Scope, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'DoesNotExist':
      return value === undefined
    default:
      return value !== undefined
  }
}
