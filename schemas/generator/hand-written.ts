/** The data files no package speaks of: those for files that administrators write. They stay as they are. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export function handWritten(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const [path, text] of dataFiles(folder)) if (/^"config": true,$/m.test(text)) files.set(path, text)
  return files
}

/** Every data file of `schemas/`, by its path in it. */
export function dataFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const group of readdirSync(folder)) {
    if (group === 'generator' || group === 'types' || !statSync(join(folder, group)).isDirectory()) continue
    for (const name of readdirSync(join(folder, group))) {
      if (name.endsWith('.json')) files.set(`${group}/${name}`, readFileSync(join(folder, group, name), 'utf8'))
    }
  }
  return files
}
