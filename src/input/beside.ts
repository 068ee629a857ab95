import { type Dirent, readFileSync, type Stats, statSync } from 'node:fs'

/**
 * The bytes of a file that drydock looks for by itself: a kustomization.yaml, a .gitignore, what they name. Throws when
 * it is no file: reading a named pipe that somebody called kustomization.yaml would wait for ever.
 */
export function readBeside(path: string): Buffer {
  const stats = statSync(path)
  if (!stats.isFile()) throw new Error(`not a file but ${special(stats)}`)
  return readFileSync(path)
}

export const readTextBeside = (path: string): string => readBeside(path).toString('utf8')

/** What a thing is that has a manifest's name and is no file. */
export function special(entry: Dirent | Stats): string {
  if (entry.isFIFO()) return 'a named pipe'
  if (entry.isSocket()) return 'a socket'
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return 'a device'
  return 'something else'
}
