import { amountOf } from '../resource/pod-requests.ts'
import type { Container } from './pod-template.ts'
import type { Found } from './rule.ts'

/**
 * Where a container asks for other than it may use of a resource. A limit alone is a request as well; who says neither
 * is another matter.
 */
export function* requestBesideLimit(container: Container, resource: string): Iterable<Found> {
  if (container.list === 'ephemeralContainers') return
  const [request, limit] = [
    container.get('resources', 'requests', resource),
    container.get('resources', 'limits', resource),
  ]
  if (!request.exists) return
  const asked = `The ${container} requests ${request.scalar} of ${resource}`
  if (!limit.exists) yield { at: request, message: `${asked} and has no limit` }
  else if (amountOf(resource, request.scalar) !== amountOf(resource, limit.scalar))
    yield {
      at: request,
      message: `${asked} and may use ${limit.scalar}`,
      related: [{ at: limit, message: `At most ${limit.scalar}` }],
    }
}
