import { goQuote } from '../../go-text.ts'

interface Interval {
  readonly first: number
  readonly last: number
}

/** `3` or `3-5`, below the number of completions; otherwise what the server says. */
function parseInterval(text: string, completions: number): Interval | string {
  const [low, high, ...more] = text.split('-') as [string, ...string[]]
  if (more.length > 0) {
    return `the fragment ${goQuote(text)} violates the requirement that an index interval can have at most two parts separated by '-'`
  }
  const first = parseIndex(low, completions)
  if (typeof first === 'string') return first
  if (high === undefined) return { first, last: first }
  const last = parseIndex(high, completions)
  if (typeof last === 'string') return last
  return first < last ? { first, last } : `non-increasing order, previous: ${first}, current: ${last}`
}

function parseIndex(text: string, completions: number): number | string {
  const index = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(index)) return `cannot convert string to integer for index: ${goQuote(text)}`
  return index >= completions ? `too large index: ${goQuote(text)}` : index
}

/** How many indexes `1,3-5,7` names, or what is wrong with it. Truth: pkg/apis/batch/validation validateIndexesFormat */
export function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0
  let total = 0
  let previous: number | undefined
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions)
    if (typeof interval === 'string') return interval
    if (previous !== undefined && previous >= interval.first) {
      return `non-increasing order, previous: ${previous}, current: ${interval.first}`
    }
    total += interval.last - interval.first + 1
    previous = interval.last
  }
  return total
}

/** The first index that is in both; intervals that cannot be read are passed over. */
export function firstCommonIndex(one: string, other: string, completions: number): number | undefined {
  if (one === '' || other === '') return undefined
  const read = (text: string): Interval[] =>
    text.split(',').flatMap(part => {
      const interval = parseInterval(part, completions)
      return typeof interval === 'string' ? [] : interval
    })
  const left = read(one)
  const right = read(other)
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const a = left[i]!
    const b = right[j]!
    if (a.first <= b.last && b.first <= a.last) return Math.max(a.first, b.first)
    if (a.first <= b.first) i++
    else j++
  }
  return undefined
}
