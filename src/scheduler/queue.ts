import { keyOf, type Pod } from './objects.ts'
import { type ClusterEvent, canHelp } from './wake.ts'

const SECOND = 1000
const LONGEST_BACKOFF = 10 * SECOND
const LONGEST_WAIT = 300 * SECOND

interface Entry {
  pod: Pod
  readonly key: string
  /** Since when it waits for its turn. */
  since: number
  /** Its place among those that came at the same moment. */
  place: number
  attempts: number
  /** `ready`: has its turn now. `backoff`: has to wait for a moment. `waiting`: for something to change. */
  state: 'ready' | 'backoff' | 'waiting'
  rejectedBy: readonly string[]
}

/**
 * Whose turn it is: the highest priority first, then who came first.
 *
 * A pod that did not fit waits until something happens that may help, and at least 1 s × 2^(attempts - 1), at most 10 s:
 *
 *   attempt 1 fails at 0 s, a node appears at 0.2 s: next at 1 s
 *   attempt 2 fails at 1 s, a pod leaves at 30 s: next at 30 s
 *
 * Since 1.33 the moment is only waited for while others have their turn: with nobody else in line, a pod that something
 * may help has its turn at once.
 *
 * Without any event it is tried again after 5 minutes. Times are milliseconds and come from outside.
 *
 * Truth: pkg/scheduler/backend/queue/scheduling_queue.go
 */
export class SchedulingQueue {
  readonly #entries = new Map<string, Entry>()
  readonly #impatient: boolean
  #places = 0

  /** `impatient`: an idle scheduler cuts the wait of those in back-off short. */
  constructor(impatient = false) {
    this.#impatient = impatient
  }

  get size(): number {
    return this.#entries.size
  }

  /** A new pod, or a newer version of one: a change of the pod may be what it waited for. */
  put(pod: Pod, now: number): void {
    const key = keyOf(pod.metadata)
    const entry = this.#entries.get(key)
    if (!entry) {
      const place = this.#places++
      this.#entries.set(key, { pod, key, since: now, place, attempts: 0, state: 'ready', rejectedBy: [] })
      return
    }
    const changed = entry.pod.spec !== pod.spec || claimsTold(entry.pod) !== claimsTold(pod)
    entry.pod = pod
    if (changed && entry.state === 'waiting') this.#wake(entry, now)
  }

  /** Bound, or gone. */
  remove(key: string): void {
    this.#entries.delete(key)
  }

  /** The pod whose turn it is. It stays in the queue until it is removed or has failed. */
  next(now: number): Pod | undefined {
    let first: Entry | undefined
    let early: Entry | undefined
    for (const entry of this.#entries.values()) {
      this.#tick(entry, now)
      if (entry.state === 'ready' && (!first || isBefore(entry, first))) first = entry
      else if (this.#isEarly(entry) && (!early || isSooner(entry, early))) early = entry
    }
    return (first ?? early)?.pod
  }

  /** The attempt failed, by the verdict of these plugins; what keeps a pod out of the queue is no attempt. */
  failed(key: string, rejectedBy: readonly string[], now: number, isAttempt = true): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    if (isAttempt) entry.attempts++
    entry.state = 'waiting'
    entry.since = now
    entry.place = this.#places++
    entry.rejectedBy = rejectedBy
  }

  /** Something happened in the cluster. */
  notice(event: ClusterEvent, now: number): void {
    for (const entry of this.#entries.values())
      if (entry.state === 'waiting' && canHelp(event, entry.rejectedBy)) this.#wake(entry, now)
  }

  /** When a pod has its turn next, if nothing happens until then. */
  nextTime(now: number): number | undefined {
    let next: number | undefined
    for (const entry of this.#entries.values()) {
      if (entry.rejectedBy.includes('SchedulingGates') && entry.state === 'waiting') continue
      const time =
        entry.state === 'ready' || this.#isEarly(entry)
          ? now
          : entry.since + (entry.state === 'backoff' ? backoff(entry) : LONGEST_WAIT)
      if (next === undefined || time < next) next = time
    }
    return next === undefined ? undefined : Math.max(next, now)
  }

  /** A pod that an error kept away waits in any case. */
  #isEarly({ state, rejectedBy }: Entry): boolean {
    return this.#impatient && state === 'backoff' && rejectedBy.length > 0
  }

  #tick(entry: Entry, now: number): void {
    if (entry.state === 'waiting' && now >= entry.since + LONGEST_WAIT) {
      if (!entry.rejectedBy.includes('SchedulingGates')) this.#wake(entry, now)
    }
    if (entry.state === 'backoff' && now >= entry.since + backoff(entry)) entry.state = 'ready'
  }

  #wake(entry: Entry, now: number): void {
    entry.state = now >= entry.since + backoff(entry) ? 'ready' : 'backoff'
  }
}

/** How many of the claims that are made for a pod it knows by name. */
const claimsTold = ({ status }: Pod): number => status?.resourceClaimStatuses?.length ?? 0

const backoff = ({ attempts }: Entry): number =>
  attempts === 0 ? 0 : Math.min(SECOND * 2 ** (attempts - 1), LONGEST_BACKOFF)

/** Whose wait ends in an earlier second. */
function isSooner(a: Entry, b: Entry): boolean {
  const second = (entry: Entry): number => Math.floor((entry.since + backoff(entry)) / SECOND)
  return second(a) === second(b) ? isBefore(a, b) : second(a) < second(b)
}

function isBefore(a: Entry, b: Entry): boolean {
  const priority = (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0)
  if (priority !== 0) return priority > 0
  return a.since === b.since ? a.place < b.place : a.since < b.since
}
