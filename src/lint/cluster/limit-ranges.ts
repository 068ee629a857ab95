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

/**
 * Whether a container neither says a request or limit itself nor has it from its pod as a whole or from a LimitRange. A
 * limit is a request as well. Ephemeral containers cannot say any.
 */
export function lacks(container: Container, what: 'requests' | 'limits', resource: string, cluster: Cluster): boolean {
  if (container.list === 'ephemeralContainers') return false
  const [own, ofPod] = [container.get('resources'), container.pods.spec.get('resources')]
  const said = own.get('limits', resource).exists || ofPod.get('limits', resource).exists
  if (said) return false
  if (what === 'requests' && (own.get(what, resource).exists || ofPod.get(what, resource).exists)) return false
  return !givenByLimitRange(container, what, resource, cluster)
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
