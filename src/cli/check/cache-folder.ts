import { mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Where caches belong on this system; nothing when that cannot be known. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { DRYDOCK_CACHE_DIR: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env
  if (own) return own
  if (xdg?.startsWith('/')) return join(xdg, 'drydock')
  if (process.platform === 'win32') return local ? join(local, 'drydock', 'cache') : undefined
  const home = homedir()
  if (!home.startsWith('/')) return undefined
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches', 'drydock') : join(home, '.cache', 'drydock')
}

/** With what is missing above it. Node's own way to do that never ends where nothing can be made, such as below /proc. */
export function makeFolder(path: string): void {
  const folder = resolve(path)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another run may have been faster.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
