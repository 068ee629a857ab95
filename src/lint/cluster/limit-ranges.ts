import type { Container } from '../pod-template.ts'
import type { Cluster } from './cluster.ts'

/**
 * Whether a LimitRange of the namespace gives a container what it does not say itself. A default limit is a default
 * request as well.
 */
export function givenByLimitRange(
  container: Container,
  what: 'requests' | 'limits',
  resource: string,
  cluster: Cluster,
): boolean {
  return (cluster.once(byNamespace).get(container.pods.namespace)?.[what] ?? NONE).has(resource)
}

interface Given {
  readonly requests: Set<string>
  readonly limits: Set<string>
}

function byNamespace(cluster: Cluster): Map<string, Given> {
  const index = new Map<string, Given>()
  for (const range of cluster.all('LimitRange')) {
    const given = index.get(range.namespace) ?? { requests: new Set(), limits: new Set() }
    index.set(range.namespace, given)
    for (const item of range.get('spec', 'limits').items) {
      if (item.get('type').text !== 'Container') continue
      // The API server makes a default of `max` where there is no other.
      for (const field of ['default', 'max'])
        for (const name of Object.keys(item.get(field).map ?? {})) given.limits.add(name)
      for (const field of ['defaultRequest', 'default', 'min', 'max'])
        for (const name of Object.keys(item.get(field).map ?? {})) given.requests.add(name)
    }
  }
  return index
}

const NONE: ReadonlySet<string> = new Set()
