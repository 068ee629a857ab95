import { List, type Value } from './value.ts'

/** A list that joins in its own way says so with `plus`. */
export interface OwnJoin {
  plus(other: List): List
}

/** Two lists in a row, without copying either. */
class Joined extends List {
  readonly size: number
  readonly #left: List
  readonly #right: List
  readonly depth: number

  constructor(left: List, right: List) {
    super()
    this.#left = left
    this.#right = right
    this.size = left.size + right.size
    this.depth = 1 + Math.max(left instanceof Joined ? left.depth : 0, right instanceof Joined ? right.depth : 0)
  }

  get(index: number): Value {
    const { size } = this.#left
    return index < size ? this.#left.get(index) : this.#right.get(index - size)
  }
}

export function concat(left: List, right: List): List {
  if ('plus' in left) return (left as List & OwnJoin).plus(right)
  if (left.size === 0) return right
  if (right.size === 0) return left
  return new Joined(left, right)
}
