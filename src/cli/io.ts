import { fstatSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { errorCode, reasonOf } from '../input/listing.ts'

/** The outside of a command, so that tests can be one. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Throws what the system says when it cannot be written. */
  out(text: string): void
  /** Never throws: there is nobody left to tell. */
  err(text: string): void
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
}

/** 0: nothing at or above the threshold. 1: findings. 2: could not do the job. */
export type ExitCode = 0 | 1 | 2

/** Nobody reads any further (`drydock check | head`). */
export class ReaderGone extends Error {}

/**
 * Standard output and error, written directly: `process.stdout` alone would load a third of what
 * drydock loads to check one file, and a direct write tells at once that a disk is full.
 */
export const processIo = (): Io => ({
  cwd: process.cwd(),
  env: process.env,
  out: text => writeAll(1, text),
  err: text => {
    try {
      writeAll(2, text)
    } catch {}
  },
  outIsTerminal: isTerminal(1),
  errIsTerminal: isTerminal(2),
})

function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && isatty(descriptor)
  } catch {
    return false
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  let done = 0
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done)
    } catch (error) {
      if (errorCode(error) === 'EPIPE') throw new ReaderGone()
      // A pipe that does not block and is full: its reader needs a moment.
      if (errorCode(error) !== 'EAGAIN') throw new Error(`standard output: ${reasonOf(error)}`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
