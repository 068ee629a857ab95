import type { ConformanceSet } from './set.ts'

/** Every set that can be replayed, in the order in which they are printed. */
export const sets: readonly ConformanceSet[] = []
