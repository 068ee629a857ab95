import type { ObjectKey } from '../controllers/controller.ts'

/** One object that one controller is to look at. */
export interface Work extends ObjectKey {
  /** The controller's place in the list of controllers. */
  readonly rank: number
  /** The timeline entry that asked for it last: why it is looked at just now. */
  readonly cause: number | undefined
}

export interface Timer {
  readonly at: number
  readonly work: Work
  /** A controller's own rhythm or a back-off of milliseconds: part of settling. */
  readonly pace: boolean
  /** The back-off after something was refused. */
  readonly retry: boolean
}

/**
 * What is to be looked at, and when.
 *
 * Work is done in rounds: everything asked for during a round waits for the next one, and a round
 * is ordered by controller, namespace and name. So the order in which objects were listed, or in
 * which changes were reported, decides nothing.
 */
export class WorkQueue {
  #next = new Map<string, Work>()
  #round: Work[] = []
  #timers = new Map<string, Timer>()
  #failures = new Map<string, number>()
  #causes = new Map<string, number | undefined>()

  add(work: Work): void {
    const id = idOf(work)
    this.#causes.set(id, work.cause)
    if (!this.#next.has(id)) this.#next.set(id, work)
  }

  take(): Work | undefined {
    if (this.#round.length === 0 && this.#next.size > 0) {
      this.#round = [...this.#next.values()].sort(compareWork).reverse()
      this.#next.clear()
    }
    const work = this.#round.pop()
    if (!work) return undefined
    const id = idOf(work)
    const cause = this.#causes.get(id)
    if (!this.#next.has(id)) this.#causes.delete(id)
    return { ...work, cause }
  }

  /** Of several timers for one object the soonest counts, as in a delaying queue. */
  addAt(work: Work, at: number, pace: boolean, retry = false): void {
    const id = idOf(work)
    const current = this.#timers.get(id)
    if (!current || at < current.at || (at === current.at && pace)) this.#timers.set(id, { at, work, pace, retry })
  }

  /**
   * The work queue's back-off for an object that failed: 5 ms, 10 ms, 20 ms … up to 1000 s. The first
   * eight tries, 1.3 s in all, are part of settling.
   */
  addAfterFailure(work: Work, now: number): void {
    const id = idOf(work)
    const failures = this.#failures.get(id) ?? 0
    this.#failures.set(id, failures + 1)
    const delay = Math.min(5 * 2 ** failures, 1_000_000)
    this.addAt(work, now + delay, delay < 1000, true)
  }

  forget(work: Work): void {
    this.#failures.delete(idOf(work))
  }

  nextTimer(counts: (timer: Timer) => boolean): Timer | undefined {
    let soonest: Timer | undefined
    for (const timer of this.#timers.values()) {
      if (!counts(timer)) continue
      if (!soonest || timer.at < soonest.at) soonest = timer
    }
    return soonest
  }

  /** Hands over everything that is due. */
  release(now: number): void {
    for (const [id, timer] of this.#timers) {
      if (timer.at > now) continue
      this.#timers.delete(id)
      this.add(timer.work)
    }
  }
}

const idOf = ({ rank, namespace, name }: Work): string => `${rank} ${namespace}/${name}`

const compareWork = (a: Work, b: Work): number =>
  a.rank - b.rank || compareText(a.namespace, b.namespace) || compareText(a.name, b.name)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
