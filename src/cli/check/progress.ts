import type { Io } from '../io.ts'

/** One line on a terminal that says how far a long run is; gone when it is over, never there for a short one. */
export class Progress {
  readonly #io: Io
  readonly #shown: boolean
  readonly #started = performance.now()
  #last = 0

  constructor(io: Io, wanted: boolean) {
    this.#io = io
    this.#shown = wanted && io.errIsTerminal
  }

  say(what: string, done?: number, of?: number): void {
    if (!this.#shown) return
    const now = performance.now()
    if (now - this.#started < 700 || now - this.#last < 100) return
    this.#last = now
    const count = done === undefined ? '' : ` ${done} of ${of}`
    this.#io.err(`\r\x1b[K${what}${count}`.slice(0, 100))
  }

  end(): void {
    if (this.#last > 0) this.#io.err('\r\x1b[K')
    this.#last = 0
  }
}
