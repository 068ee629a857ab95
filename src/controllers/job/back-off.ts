import type { ContainerStatus, Pod } from '../../resource/kinds.ts'
import { conditionOf } from '../../resource/pod-state.ts'
import type { World } from '../controller.ts'

/** Failures in a row, and when the last of them happened. */
export interface BackOff {
  readonly failures: number
  readonly lastFailure: number
}

const NONE: BackOff = { failures: 0, lastFailure: 0 }
const FIRST_MS = 10_000
const LONGEST_MS = 600_000

/** What the controller remembers of each Job, by uid. Like the real one's it starts empty. */
const memory = new WeakMap<World, Map<string, BackOff>>()

export const rememberedBackOff = (world: World, uid: string): BackOff => memory.get(world)?.get(uid) ?? NONE

export function rememberBackOff(world: World, uid: string, backOff: BackOff | undefined): void {
  const jobs = memory.get(world) ?? new Map<string, BackOff>()
  memory.set(world, jobs)
  if (backOff) jobs.set(uid, backOff)
  else jobs.delete(uid)
}

/**
 * A success ends the row; failures after it begin a new one.
 *
 * Truth: pkg/controller/job/backoff_utils.go newBackoffRecord
 */
export function backOffAfter(before: BackOff, succeeded: readonly Pod[], failed: readonly Pod[]): BackOff {
  const failedAt = failed.map(finishedAt)
  const lastSuccess = succeeded.reduce((latest, pod) => Math.max(latest, finishedAt(pod)), Number.NEGATIVE_INFINITY)
  const counting = failedAt.filter(at => at > lastSuccess)
  const start = succeeded.length > 0 ? NONE : before
  if (counting.length === 0) return start
  return { failures: start.failures + counting.length, lastFailure: Math.max(...counting) }
}

/** 10 s after the first failure, then 20 s, 40 s … and never more than 10 minutes. */
export function millisecondsLeft({ failures, lastFailure }: BackOff, now: number): number {
  if (failures === 0) return 0
  const delay = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
  return Math.max(0, lastFailure + delay - now)
}

/** When a pod ended, in milliseconds, as well as it can be told. Truth: backoff_utils.go getFinishedTime */
export function finishedAt(pod: Pod): number {
  const { metadata, status = {} } = pod
  const ended = (status.containerStatuses ?? []).map(endOf)
  if (ended.length > 0 && ended.every(at => !Number.isNaN(at))) return Math.max(...ended)
  const ready = conditionOf(status.conditions, 'Ready')
  if (ready?.status === 'False' && ready.lastTransitionTime) return Date.parse(ready.lastTransitionTime)
  if (metadata.deletionTimestamp !== undefined) {
    return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000
  }
  return Date.parse(metadata.creationTimestamp ?? '') || 0
}

const endOf = ({ state }: ContainerStatus): number => Date.parse(state?.terminated?.finishedAt ?? '')
