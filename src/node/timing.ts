import type { Container, Pod } from '../resource/kinds.ts'

/** How long a pod takes for what it does, in milliseconds from when its node has it. */
export interface Timing {
  /** Until its containers run. */
  readonly runs: number
  /** Until it is ready. */
  readonly ready: number
  /** Until it ends by itself, where it does. */
  readonly ends: number
  /** From being told to go until it is gone. */
  readonly goes: number
}

/** What nobody can read off a manifest, in seconds. */
export interface Assumed {
  /** Fetching the image and creating the containers. */
  readonly pullSeconds: number
  /** From a container's start until it answers its probes. */
  readonly startSeconds: number
  /** How long a pod of a Job works. */
  readonly runSeconds: number
  /** From SIGTERM until the process is gone. */
  readonly stopSeconds: number
}

export const ASSUMED: Assumed = { pullSeconds: 1, startSeconds: 5, runSeconds: 60, stopSeconds: 1 }

/**
 * A small, stated model of a kubelet's clock.
 *
 *   running   pullSeconds, and one second for each container that has to end before the others begin
 *   ready     the first probe that can succeed: startup probes first, then readiness probes
 *   gone      the longest preStop sleep and stopSeconds, at most the grace period
 *
 * With startSeconds 5, startupProbe every 2 s and readinessProbe every 5 s: started after 6 s, ready then,
 * since a readiness probe is asked as soon as the container has started. Without probes a container counts
 * as ready the moment it runs.
 */
export function timingOf({ spec }: Pod, assumed: Assumed): Timing {
  const first = (spec.initContainers ?? []).filter(container => container['restartPolicy'] !== 'Always').length
  const runs = assumed.pullSeconds + first
  const readyAfter = Math.max(0, ...spec.containers.map(container => secondsToReady(container, assumed.startSeconds)))
  const goes = Math.min(
    spec.terminationGracePeriodSeconds ?? 30,
    assumed.stopSeconds + Math.max(0, ...spec.containers.map(sleepBeforeStop)),
  )
  return {
    runs: runs * 1000,
    ready: (runs + readyAfter) * 1000,
    ends: (runs + assumed.runSeconds) * 1000,
    goes: goes * 1000,
  }
}

interface Probe {
  readonly initialDelaySeconds?: number
  readonly periodSeconds?: number
  readonly successThreshold?: number
}

function secondsToReady(container: Container, startSeconds: number): number {
  const startup = container['startupProbe'] as Probe | undefined
  const readiness = container['readinessProbe'] as Probe | undefined
  const started = startup ? firstSuccess(startup, startSeconds) : 0
  if (!readiness) return started
  // Once started, the readiness probe is asked at once, and in its rhythm from then on.
  const asked = startup ? Math.max(started, readiness.initialDelaySeconds ?? 0) : firstSuccess(readiness, startSeconds)
  return asked + ((readiness.successThreshold ?? 1) - 1) * (readiness.periodSeconds ?? 10)
}

/** The first time it is asked at or after `from`: with a delay of 3 and a period of 10, 5 → 13. */
function firstSuccess({ initialDelaySeconds = 0, periodSeconds = 10 }: Probe, from: number): number {
  const periods = Math.max(0, Math.ceil((from - initialDelaySeconds) / Math.max(1, periodSeconds)))
  return initialDelaySeconds + periods * Math.max(1, periodSeconds)
}

function sleepBeforeStop(container: Container): number {
  const lifecycle = container['lifecycle'] as { preStop?: { sleep?: { seconds?: number } } } | undefined
  return lifecycle?.preStop?.sleep?.seconds ?? 0
}

/** A probe says when a container may be used; without one, it counts as ready before it answers. */
export const saysWhenReady = ({ spec }: Pick<Pod, 'spec'>): boolean =>
  spec.containers.some(container => container['readinessProbe'] !== undefined)
