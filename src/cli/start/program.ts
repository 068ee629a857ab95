import { type ImportModule, importBy } from '../import-module.ts'

/** Everything that is behind the two small files that start drydock and its workers. */
export function run(importModule: ImportModule): Promise<void> {
  importBy(importModule)
  return import('./run.ts').then(file => file.run())
}

export function work(importModule: ImportModule): Promise<void> {
  importBy(importModule)
  return import('../check/work.ts').then(file => file.work())
}
