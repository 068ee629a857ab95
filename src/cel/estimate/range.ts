/** From the least to the most something can be or cost. `MOST` stands for "no idea how much". */
export interface Range {
  readonly min: number
  readonly max: number
}

/** 2^64, at which cel-go's sums and products stop. */
export const MOST = 2 ** 64

export const ANY: Range = { min: 0, max: MOST }
export const fixed = (value: number): Range => ({ min: value, max: value })
export const ZERO = fixed(0)
export const ONE = fixed(1)

const cap = (value: number): number => Math.min(value, MOST)
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : cap(a * b))

export const add = (a: Range, b: Range): Range => ({ min: cap(a.min + b.min), max: cap(a.max + b.max) })
export const multiply = (a: Range, b: Range): Range => ({ min: times(a.min, b.min), max: times(a.max, b.max) })
/** Rounded up: a size times a cost for each unit of it. */
export const scale = ({ min, max }: Range, factor: number): Range => ({
  min: cap(Math.ceil(times(min, factor))),
  max: cap(Math.ceil(times(max, factor))),
})
export const union = (a: Range, b: Range): Range => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) })
export const sum = (ranges: readonly Range[]): Range => ranges.reduce(add, ZERO)
