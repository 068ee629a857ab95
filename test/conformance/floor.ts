import type { Recorder } from './recorder.ts'

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
        const total = counts[`${count}Of`] ?? counts['cases'] ?? 0
        const share = total === 0 ? 100 : (100 * (counts[count] ?? 0)) / total
        if (share < percent) lines.push(`${set} ${file} ${count}: ${share.toFixed(3)} % < ${percent} %`)
      }
    }
  }
  return lines
}
