import type { Pod } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import { isTerminal, timestamp } from '../../resource/pod-state.ts'
import type { Context } from '../context.ts'
import type { DeleteOptions } from './options.ts'

/** `marked`: it has so many seconds left. `pending`: it is on its way out already and nothing changes. */
export type Grace =
  | { readonly is: 'marked'; readonly object: KubeObject; readonly seconds: number }
  | { readonly is: 'pending' }
  | { readonly is: 'none' }

const NONE: Grace = { is: 'none' }
const PENDING: Grace = { is: 'pending' }

/**
 * Pods alone die slowly. One that is dying already may be given less time, never more:
 * 30 s given at 12:00:00, then 5 s asked for at any time: the end is 12:00:05.
 *
 * Truth: registry/rest/delete.go BeforeDelete, pkg/registry/core/pod/strategy.go CheckGracefulDelete
 */
export function graceOf(object: KubeObject, options: DeleteOptions, { resource, now }: Context): Grace {
  if (resource.kind !== 'Pod' || resource.group !== '') return NONE
  const { metadata } = object
  const asked = options.gracePeriodSeconds
  const wanted = asked !== undefined && asked < 0 ? 1 : asked
  if (metadata.deletionTimestamp !== undefined) {
    const given = metadata.deletionGracePeriodSeconds ?? 0
    if (given === 0) return NONE
    if (wanted === undefined || wanted >= given) return PENDING
    return mark(object, wanted, Date.parse(metadata.deletionTimestamp) + (wanted - given) * 1000)
  }
  const seconds = needsTime(object as Pod) ? (wanted ?? ownPeriod(object as Pod)) : 0
  return mark(object, seconds, Date.parse(now) + seconds * 1000)
}

/** Nothing runs of a pod without a node, or of one that is over. */
const needsTime = (pod: Pod): boolean => Boolean(pod.spec.nodeName) && !isTerminal(pod)

/** A stored pod always says it; one that a snapshot holds without means the default. */
const ownPeriod = ({ spec }: Pod): number => Math.max(spec.terminationGracePeriodSeconds ?? 30, 0)

function mark(object: KubeObject, seconds: number, end: number): Grace {
  const { metadata } = object
  const first = metadata.deletionTimestamp === undefined
  const marked = { ...metadata, deletionTimestamp: timestamp(end), deletionGracePeriodSeconds: seconds }
  if (first && metadata.generation) marked.generation = metadata.generation + 1
  return { is: 'marked', object: { ...object, metadata: marked }, seconds }
}
