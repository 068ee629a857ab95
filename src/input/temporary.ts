import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './ending.ts'

export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** A new folder that is gone when the process is, also when it is interrupted. */
export function temporaryFolder(): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-')))
  const remove = () => rmSync(path, { recursive: true, force: true })
  const callOff = atEnd(remove)
  return {
    path,
    remove() {
      callOff()
      remove()
    },
  }
}
