import { type Starter, startedBy } from '../starter.ts'

/** Everything that is behind the two small files that start drydock and its workers. */
export function run(starter: Starter): Promise<void> {
  startedBy(starter)
  return import('./run.ts').then(file => file.run())
}

export function work(starter: Starter): Promise<void> {
  startedBy(starter)
  return import('../check/work.ts').then(file => file.work())
}
