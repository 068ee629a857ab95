import type { Finding } from '../report.ts'

/** How a finding is printed: with its frame, as one line, or only counted. */
export type Detail = 'full' | 'line' | 'counted'

const FULL_IN_FILE = 3
const FULL_OVERALL = 12
const LINES_IN_FILE = 8
const LINES_OVERALL = 40

/**
 * A thousand findings of one kind are one piece of news. Of each code, the first 3 in a file (12 in
 * all) are shown with their frame, the next ones as a line (8 in a file, 40 in all), the rest as a count.
 */
export function foldLikes(findings: readonly Finding[]): Detail[] {
  const overall = new Map<string, number>()
  const inFile = new Map<string, number>()
  return findings.map(({ code, file }) => {
    const all = next(overall, code)
    const here = next(inFile, `${file}\n${code}`)
    if (here <= FULL_IN_FILE && all <= FULL_OVERALL) return 'full'
    return here <= LINES_IN_FILE && all <= LINES_OVERALL ? 'line' : 'counted'
  })
}

function next(counts: Map<string, number>, key: string): number {
  const number = (counts.get(key) ?? 0) + 1
  counts.set(key, number)
  return number
}
