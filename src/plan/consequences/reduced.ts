import type { Find } from './find.ts'

/** Fewer pods answer for a while than before and after; nobody answering at all is a kind of its own. */
export const reduced: Find = function* ({ rollouts }) {
  for (const { workload, wanted, lowest, points } of rollouts) {
    const needed = Math.min(wanted.before, wanted.after)
    const first = points[0]
    if (!first || lowest.available === 0 || lowest.available >= needed || first.oldAvailable < needed) continue
    const half = lowest.available * 2 < needed
    yield {
      kind: 'reduced',
      weight: half ? 'warning' : 'note',
      about: workload,
      lowest: lowest.available,
      wanted: needed,
      at: lowest.at,
    }
  }
}
