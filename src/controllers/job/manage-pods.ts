import type { Pod } from '../../resource/kinds.ts'
import { isReady, isTerminal, isTerminating } from '../../resource/pod-state.ts'
import type { Answer, Step } from '../controller.ts'
import { succeeded } from '../controller.ts'
import { createPodOf } from '../create-pod.ts'
import { chooseVictims } from '../replicaset/victims.ts'
import { slowStart } from '../slow-start.ts'
import { normal, remove, update, warning } from '../steps.ts'
import { type Attempt, failuresOf, hasSucceeded, indexOf, isTracked, replacesOnlyFailed, TRACKING } from './attempt.ts'
import { finishedAt, millisecondsLeft } from './back-off.ts'
import { firstPending } from './indexes.ts'
import { newPod } from './new-pod.ts'

/** How many pods one look creates or deletes at most. */
const MOST = 500

/** What became of the pods. `waitMs`: when to look again for the next creation. */
export interface Managed {
  readonly active: number
  readonly ready: number
  /** Pods told to go just now. */
  readonly leaving: number
  readonly waitMs?: number
  readonly refused?: boolean
  /** Pods as they are since they were told to go. */
  readonly changed?: ReadonlyMap<Pod, Pod>
}

type Moves<T> = Generator<Step, T, Answer>

/**
 * One step towards the number of pods that should run: deletes or creates, never both.
 *
 *   parallelism 3, completions 5, 3 succeeded: 2 should run
 *
 * Truth: pkg/controller/job/job_controller.go manageJob
 */
export function* managePods(attempt: Attempt): Moves<Managed> {
  const { job, active, terminating } = attempt
  if (job.spec.suspend) return yield* deletePods(attempt, active, true)
  const wanted = wantedActive(attempt)
  const victims = victimsOf(attempt, active.length - wanted)
  if (victims.length > 0) return yield* deletePods(attempt, victims.slice(0, MOST), true)

  const missing = wanted - active.length - (replacesOnlyFailed(job) ? terminating : 0)
  if (missing <= 0) return { active: active.length, ready: attempt.ready, leaving: 0 }
  return yield* createPods(attempt, Math.min(missing, MOST))
}

function wantedActive({ job, active, succeeded: done }: Attempt): number {
  const { completions, parallelism = 1 } = job.spec
  if (completions === undefined) return done > 0 ? active.length : parallelism
  return Math.max(0, Math.min(parallelism, completions - done))
}

/** Surplus indexes go in any case, the rest by the order in which ReplicaSets shrink. Truth: activePodsForRemoval */
function victimsOf({ active, indexed, now }: Attempt, atLeast: number): readonly Pod[] {
  const surplus = indexed ? surplusPods(active, indexed.completions, now) : []
  const more = Math.max(0, atLeast) - surplus.length
  if (more <= 0) return surplus
  const left = active.filter(pod => !surplus.includes(pod))
  return [...surplus, ...chooseVictims(left, more, new Map(), now).victims]
}

/** Without an index, beyond the last one, or a second pod of one. Truth: appendDuplicatedIndexPodsForRemoval */
function surplusPods(active: readonly Pod[], completions: number, now: number): Pod[] {
  const surplus: Pod[] = []
  const byIndex = new Map<number, Pod[]>()
  for (const pod of active) {
    const index = indexOf(pod)
    if (index === undefined || index >= completions) surplus.push(pod)
    else byIndex.set(index, [...(byIndex.get(index) ?? []), pod])
  }
  for (const alike of byIndex.values()) {
    if (alike.length > 1) surplus.push(...chooseVictims(alike, alike.length - 1, new Map(), now).victims)
  }
  return surplus
}

/**
 * `uncounted`: the finalizer goes first, so that the pod does not count as failed.
 *
 * Truth: deleteJobPods, deleteActivePods
 */
export function* deletePods(attempt: Attempt, pods: readonly Pod[], uncounted: boolean): Moves<Managed> {
  const { job } = attempt
  let { length: active } = attempt.active
  let { ready } = attempt
  let leaving = 0
  let refused = false
  const changed = new Map<Pod, Pod>()
  for (const pod of pods) {
    if (uncounted && isTracked(pod)) {
      const answer = yield update(untracked(pod))
      if (!succeeded(answer)) {
        refused ||= answer.code !== 404
        continue
      }
    }
    const answer = yield remove(pod)
    if (succeeded(answer)) {
      yield normal(job, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name ?? ''}`)
      if (answer.object) changed.set(pod, answer.object as Pod)
      active -= 1
      leaving += 1
      if (isReady(pod)) ready -= 1
    } else if (answer.code !== 404) {
      yield warning(job, 'FailedDelete', `Error deleting: ${answer.status?.message ?? ''}`)
      refused = true
    }
  }
  return { active, ready, leaving, refused, changed }
}

export const untracked = (pod: Pod): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, finalizers: (pod.metadata.finalizers ?? []).filter(name => name !== TRACKING) },
})

/** While a failure is fresh nothing is created, and the Job says that nothing is active. */
function* createPods(attempt: Attempt, missing: number): Moves<Managed> {
  const { job, indexed, backOff, now, active, ready } = attempt
  const perIndex = indexed?.failed !== undefined
  const waitMs = perIndex ? 0 : millisecondsLeft(backOff, now)
  if (waitMs > 0) return { active: 0, ready, leaving: 0, waitMs }

  let count = missing
  let indexes: number[] | undefined
  if (indexed) {
    const soon = indexesToCreate(attempt, missing)
    if (soon.waitMs !== undefined) return { active: 0, ready, leaving: 0, waitMs: soon.waitMs }
    ;({ indexes } = soon)
    count = indexes.length
  }
  const { done, refused } = yield* slowStart(count, function* (at) {
    const index = indexes?.[at]
    const answer = yield* createPodOf(job, newPod(attempt, index))
    if (succeeded(answer) && index !== undefined) indexed?.awaiting.delete(index)
    return answer
  })
  return { active: active.length + done, ready, leaving: 0, refused: refused !== undefined }
}

/** With a limit for each index every index has a back-off of its own. Truth: getPodCreationInfoForIndependentIndexes */
function indexesToCreate(attempt: Attempt, missing: number): { indexes: number[]; waitMs?: number } {
  const { job, active, pods, now, indexed } = attempt
  const { completions, succeeded: done, failed, awaiting } = indexed!
  const taken = new Set(active.map(pod => indexOf(pod) ?? -1))
  if (replacesOnlyFailed(job)) {
    for (const pod of pods) if (isTerminating(pod) && !isTerminal(pod)) taken.add(indexOf(pod) ?? -1)
  }
  const indexes = firstPending(missing, completions, failed ? [taken, done, failed] : [taken, done])
  if (!failed) return { indexes }
  const waits = indexes.map(index => {
    const last = awaiting.get(index)
    if (!last || hasSucceeded(last)) return 0
    const { counted, ignored } = failuresOf(last)
    return millisecondsLeft({ failures: counted + ignored + 1, lastFailure: finishedAt(last) }, now)
  })
  const due = indexes.filter((_, at) => waits[at] === 0)
  if (due.length > 0 || indexes.length === 0) return { indexes: due }
  return { indexes: [], waitMs: Math.min(...waits) }
}
