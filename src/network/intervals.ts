/**
 * A set of whole numbers as disjoint, sorted, never touching intervals, both ends included, laid flat:
 * `[80, 80, 443, 445]` is 80, 443, 444, 445. Ports and addresses are such sets. Never changed once made.
 */
export type Intervals = readonly number[]

export const EMPTY: Intervals = []

export function union(a: Intervals, b: Intervals): Intervals {
  if (a.length === 0 || a === b) return b
  if (b.length === 0) return a
  const result: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && a[i]! <= b[j]!)
    const low = fromA ? a[i]! : b[j]!
    const high = fromA ? a[i + 1]! : b[j + 1]!
    if (fromA) i += 2
    else j += 2
    const last = result.length - 1
    if (last >= 0 && low <= result[last]! + 1) result[last] = Math.max(result[last]!, high)
    else result.push(low, high)
  }
  return result
}

export function intersection(a: Intervals, b: Intervals): Intervals {
  if (a === b) return a
  if (a.length === 0 || b.length === 0) return EMPTY
  const result: number[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const low = Math.max(a[i]!, b[j]!)
    const high = Math.min(a[i + 1]!, b[j + 1]!)
    if (low <= high) result.push(low, high)
    if (a[i + 1]! < b[j + 1]!) i += 2
    else j += 2
  }
  return result
}

/** What is in `a` and not in `b`. */
export function subtract(a: Intervals, b: Intervals): Intervals {
  if (a.length === 0 || b.length === 0) return a
  const result: number[] = []
  let j = 0
  for (let i = 0; i < a.length; i += 2) {
    let low = a[i]!
    const high = a[i + 1]!
    while (j < b.length && b[j + 1]! < low) j += 2
    for (let k = j; k < b.length && b[k]! <= high; k += 2) {
      if (b[k]! > low) result.push(low, b[k]! - 1)
      low = b[k + 1]! + 1
    }
    if (low <= high) result.push(low, high)
  }
  return result
}

export const contains = (set: Intervals, number: number): boolean => overlaps(set, number, number)

/** Whether any of low…high is in the set. */
export function overlaps(set: Intervals, low: number, high: number): boolean {
  for (let index = 0; index < set.length; index += 2) {
    if (set[index]! > high) return false
    if (set[index + 1]! >= low) return true
  }
  return false
}

export const sameIntervals = (a: Intervals, b: Intervals): boolean =>
  a === b || (a.length === b.length && a.every((number, index) => number === b[index]))
