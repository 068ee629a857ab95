import type { Counts, Recorder } from './recorder.ts'

/** Prints a line for each file: cases, and the share of each count. A count `xOf` is the total of `x`. */
export function printTable(recorder: Recorder, kinds: boolean): void {
  for (const [set, files] of recorder.sets) {
    console.log(set)
    for (const [file, result] of files) {
      console.log(`  ${file.padEnd(34)} ${shares(result.counts)}`)
      if (!kinds) continue
      const worst = [...result.kinds].sort(([, a], [, b]) => missing(b) - missing(a))
      for (const [kind, counts] of worst) console.log(`    ${kind.padEnd(40)} ${shares(counts)}`)
    }
  }
}

const missing = (counts: Counts): number =>
  Object.entries(counts).reduce((sum, [name, count]) => sum + totalOf(counts, name) - count, 0)

const totalOf = (counts: Counts, name: string): number => counts[`${name}Of`] ?? counts['cases'] ?? 0

function shares(counts: Counts): string {
  const parts = [`${String(counts['cases']).padStart(6)} cases`]
  for (const [name, count] of Object.entries(counts)) {
    if (name === 'cases' || name.endsWith('Of')) continue
    const total = totalOf(counts, name)
    parts.push(`${name} ${total === 0 ? '–' : `${((100 * count) / total).toFixed(2)} %`} (${total - count} differ)`)
  }
  return parts.join('   ')
}
