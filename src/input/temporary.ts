import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

/** A new folder that is gone when the process is, also when it is interrupted. */
export function temporaryFolder(): string {
  if (folders.size === 0) {
    process.once('exit', removeAll)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        removeAll()
        process.kill(process.pid, signal)
      })
    }
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-')))
  folders.add(folder)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
