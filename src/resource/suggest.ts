/**
 * The word somebody meant: the candidate at edit distance 1 or 2 (a swap of neighbours counts once, case
 * does not count), or else the only one that starts with the word, or that the word starts with.
 *
 *     suggest('replica', ['replicas', 'selector'])  'replicas'
 *     suggest('imagePullPolcy', …)                  'imagePullPolicy'
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase()
  // Two edits in a word of three letters are another word.
  const limit = word.length <= 3 ? 1 : 2
  let best: string | undefined
  let bestDistance = limit + 1
  const prefixed: string[] = []
  for (const candidate of candidates) {
    if (candidate === word) continue
    const other = candidate.toLowerCase()
    const distance = editDistance(lower, other, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
    if (lower.length >= 3 && (other.startsWith(lower) || (lower.startsWith(other) && other.length >= 3))) {
      prefixed.push(candidate)
    }
  }
  return best ?? (prefixed.length === 1 ? prefixed[0] : undefined)
}

/** Insertions, deletions, replacements and swaps of neighbours; `ceiling` when it is at least that. */
function editDistance(a: string, b: string, ceiling: number): number {
  if (Math.abs(a.length - b.length) >= ceiling) return ceiling
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least >= ceiling) return ceiling
    before = previous
    previous = row
  }
  return Math.min(previous[b.length]!, ceiling)
}
