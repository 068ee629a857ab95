import type { Counts, Recorder } from './recorder.ts'

/** The least share (in percent) of agreeing cases: set → file → count → percent. */
export type Floor = Record<string, Record<string, Record<string, number>>>

/** A line for each share that is below the floor. Files that were not replayed are not judged. */
export function belowFloor(recorder: Recorder, floor: Floor): string[] {
  const lines: string[] = []
  for (const [set, files] of Object.entries(floor)) {
    for (const [file, least] of Object.entries(files)) {
      const counts = recorder.sets.get(set)?.get(file)?.counts
      if (!counts) continue
      for (const [count, percent] of Object.entries(least)) {
        const share = shareOf(counts, count)
        if (share < percent) lines.push(`${set} ${file} ${count}: ${share.toFixed(3)} % < ${percent} %`)
      }
    }
  }
  return lines
}

/** The floor with every share that stands above it now, rounded down to a hundredth; none goes down. */
export function raised(recorder: Recorder, floor: Floor): Floor {
  const next: Floor = { ...floor }
  for (const [set, files] of recorder.sets) {
    const held = { ...next[set] }
    for (const [file, { counts }] of files) {
      const shares = Object.keys(counts).filter(count => count !== 'cases' && !count.endsWith('Of'))
      const least = shares.map(count => {
        const share = Math.floor(shareOf(counts, count) * 100) / 100
        return [count, Math.max(share, held[file]?.[count] ?? 0)]
      })
      held[file] = { ...held[file], ...Object.fromEntries(least) }
    }
    next[set] = held
  }
  return next
}

/** The share of agreeing cases in percent; counts of parts have their own total, `<count>Of`. */
function shareOf(counts: Counts, count: string): number {
  const total = counts[`${count}Of`] ?? counts['cases'] ?? 0
  return total === 0 ? 100 : (100 * (counts[count] ?? 0)) / total
}
