import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { atEnd } from './ending.ts'

export type Outcome =
  | { readonly kind: 'done'; readonly output: Buffer }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string; readonly slow?: boolean }

export interface RunOptions {
  readonly cwd: string
  readonly timeLimitMs?: number
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
}

const LARGEST_OUTPUT_BYTES = 512 * 1024 * 1024

/** Runs a command without a shell, with a time limit. Its last words are kept as the reason when it fails. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { cwd, timeLimitMs = 60_000, input, env = process.env } = options
  return new Promise(resolve => {
    const child = execFile(
      command,
      args,
      {
        cwd,
        env,
        timeout: timeLimitMs,
        killSignal: 'SIGKILL',
        maxBuffer: LARGEST_OUTPUT_BYTES,
        encoding: 'buffer',
        windowsHide: true,
      },
      (error, output, complaints) => {
        callOff()
        if (!error) resolve({ kind: 'done', output })
        else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'missing' })
        else if (error.killed)
          resolve({ kind: 'failed', reason: `it took longer than ${timeLimitMs / 1000} seconds`, slow: true })
        else resolve({ kind: 'failed', reason: complaints.toString('utf8').trim() || error.message })
      },
    )
    const callOff = atEnd(() => child.kill('SIGKILL'))
    // The child may end before it has read everything.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/** Where a command is on the PATH. Looked up here, not by starting it, so that asking costs nothing. */
export function findCommand(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : ['']
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending)
      try {
        accessSync(path, constants.X_OK)
        if (folder !== '' && statSync(path).isFile()) return path
      } catch {}
    }
  }
  return undefined
}
