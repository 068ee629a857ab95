import type { EphemeralContainer, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { lineDifference } from '../../../text/line-difference.ts'
import { internalLines } from './internal-json.ts'

/** How many lines before and after a change are shown. */
const CONTEXT = 3

/**
 * What a refused update would have changed, as lines of the server's internal form of the pod.
 *
 * Truth: apimachinery/pkg/util/diff Diff
 */
export const podSpecDifference = (old: PodSpec, next: PodSpec, minor: Minor): string =>
  lineDifference(
    internalLines('PodSpec', internalPod(old), minor),
    internalLines('PodSpec', internalPod(next), minor),
    CONTEXT,
  )

export const ephemeralContainerDifference = (old: EphemeralContainer, next: EphemeralContainer, minor: Minor): string =>
  lineDifference(
    internalLines('EphemeralContainer', old, minor),
    internalLines('EphemeralContainer', next, minor),
    CONTEXT,
  )

/** Internally what a pod shares with its host is part of its security context. */
const MOVED = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const

export function internalPod(spec: PodSpec): object {
  const securityContext: Record<string, unknown> = { ...spec.securityContext }
  for (const field of MOVED) securityContext[field] = spec[field]
  return { ...spec, securityContext }
}
