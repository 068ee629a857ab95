import { type IntOrString, scaledValue } from '../resource/int-or-string.ts'

export interface Update {
  readonly replicas: number
  readonly maxUnavailable: IntOrString
  readonly maxSurge: IntOrString
}

/**
 * How many pods a rolling update may take away before new ones are ready. A share of pods that may be away is rounded
 * down, one of pods that may be too many is rounded up; where both come out as none, one may be away.
 *
 *   25% and 25% of 1: 0 away, 1 more    25% and 0 of 1: 1 away    1 and 1 of 1: 1 away    50% of 3: 1 away
 *
 * Truth: pkg/controller/deployment/util ResolveFenceposts
 */
export function unavailableAtOnce({ replicas, maxUnavailable, maxSurge }: Update): number | undefined {
  const away = scaledValue(maxUnavailable, replicas, 'down')
  const more = scaledValue(maxSurge, replicas, 'up')
  if (away === undefined || more === undefined) return undefined
  return away === 0 && more === 0 ? 1 : Math.min(away, replicas)
}
