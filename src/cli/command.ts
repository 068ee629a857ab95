import type { ExitCode, Io } from './io.ts'

/** One command of the command line; its file is loaded when it is called. */
export interface Command {
  readonly name: string
  /** How it is called: `check [PATH…]`. */
  readonly usage: string
  readonly summary: string
  readonly load: () => Promise<CommandBody>
}

export interface CommandBody {
  run(args: readonly string[], io: Io): ExitCode | Promise<ExitCode>
  readonly help: string
}
