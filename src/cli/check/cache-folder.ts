import { homedir } from 'node:os'
import { join } from 'node:path'

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
