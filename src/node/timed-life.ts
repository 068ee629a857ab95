import type { Pod, PodStatus } from '../resource/kinds.ts'
import { isReady, isTerminal, isTerminating } from '../resource/pod-state.ts'
import type { Behaviour } from './behaviour.ts'
import { type Addresses, nextStatus, runningStatus } from './pod-life.ts'
import type { Timing } from './timing.ts'

/** What is next for a pod that takes its time: a new status, or a look at it later. */
export type NextMoment = { readonly status: PodStatus } | { readonly inMs: number } | undefined

/** @param since when its node had it, in milliseconds */
export function nextMoment(
  pod: Pod,
  behaviour: Behaviour,
  timing: Timing,
  { since, now, addresses }: { readonly since: number; readonly now: number; readonly addresses: Addresses },
): NextMoment {
  if (!pod.spec.nodeName || isTerminating(pod) || isTerminal(pod) || behaviour.does === 'not start') return undefined
  const until = (moment: number): number => since + moment - now
  if (pod.status?.phase !== 'Running') {
    if (until(timing.runs) > 0) return { inMs: until(timing.runs) }
    const readyAtOnce = timing.ready <= timing.runs
    const first = behaviour.does === 'crash' || readyAtOnce ? behaviour : ({ does: 'stay unready' } as const)
    const status = nextStatus(pod, first.does === 'exit' ? { does: 'run' } : first, now, addresses)
    return status && { status }
  }
  if (behaviour.does !== 'run' && behaviour.does !== 'exit') return undefined
  if (!isReady(pod)) {
    if (until(timing.ready) > 0) return { inMs: until(timing.ready) }
    return { status: runningStatus(pod, pod.status, now, { ready: true }) }
  }
  if (behaviour.does !== 'exit') return undefined
  if (until(timing.ends) > 0) return { inMs: until(timing.ends) }
  const status = nextStatus(pod, behaviour, now, addresses)
  return status && { status }
}
