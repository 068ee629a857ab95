import type { Resource } from '../../context.ts'
import type { Evaluator } from './evaluator.ts'
import { count } from './usage.ts'

/** Names from before every resource could be counted. */
const ALIASES = new Set(['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets'])

/** `count/deployments.apps`, `count/secrets` */
export const countName = ({ group, resource }: Pick<Resource, 'group' | 'resource'>): string =>
  `count/${resource}${group ? `.${group}` : ''}`

/** What is counted by number alone, when it is made. Truth: apiserver/pkg/quota/v1/generic/evaluator.go */
export function objectCount(resource: Resource): Evaluator {
  const names = [countName(resource)]
  if (resource.group === '' && ALIASES.has(resource.resource)) names.push(resource.resource)
  return {
    handles: ({ operation, subresource }) => operation === 'create' && !subresource,
    counts: name => names.includes(name),
    inScope: () => false,
    usage: () => new Map(names.map(name => [name, count(1)])),
  }
}
