/** Time as a number: milliseconds since 1970. It moves only when told to, and never back. */
export class Clock {
  #now: number

  constructor(now: number) {
    this.#now = now
  }

  get now(): number {
    return this.#now
  }

  moveTo(time: number): void {
    if (time > this.#now) this.#now = time
  }
}
