import type { Container, PodSpec } from '../../../schemas/types/core/v1.generated.ts'
import { aggregateAmounts } from '../../resource/aggregate-amounts.ts'
import { isPodLevelResource } from '../../resource/pod-requests.ts'
import { formatQuantity } from '../../resource/quantity.ts'

/**
 * A pod that limits itself as a whole requests what its containers request, and where they do not say, its
 * limits; its limits of huge pages are those of its containers.
 *
 * Truth: pkg/apis/core/v1/defaults.go defaultHugePagePodLimits, defaultPodRequests
 */
export function setPodRequests(spec: PodSpec): void {
  const { resources } = spec
  if (!resources) return
  const limitPages = hasAny(resources.limits) || hasAny(resources.requests)
  if (limitPages) {
    for (const [name, amount] of aggregateAmounts(spec, limitsOf)) {
      if (!name.startsWith('hugepages-') || resources.limits?.[name] !== undefined) continue
      resources.limits = { ...resources.limits, [name]: formatQuantity(amount) }
    }
  }
  if (!hasAny(resources.limits)) return
  const requests: Record<string, string> = { ...resources.requests }
  for (const [name, amount] of aggregateAmounts(spec, requestsOf)) {
    if (isPodLevelResource(name) && !name.startsWith('hugepages-')) requests[name] ??= formatQuantity(amount)
  }
  for (const name in resources.limits) {
    if (isPodLevelResource(name)) requests[name] ??= resources.limits[name]!
  }
  if (hasAny(requests)) resources.requests = requests
}

const requestsOf = ({ resources }: Container): Record<string, string> | undefined => resources?.requests
const limitsOf = ({ resources }: Container): Record<string, string> | undefined => resources?.limits

function hasAny(amounts: Record<string, string> | undefined): boolean {
  for (const _ in amounts) return true
  return false
}
