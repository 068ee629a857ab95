import type { Labels } from '../resource/labels.ts'

/** A namespace and labels that at least one pod carries; pods alike share one, so a selector is asked once for all of them. */
export interface LabelSet {
  readonly id: number
  readonly namespace: string
  readonly labels: Labels
}

/** Something that selects pods by namespace and labels. */
export interface Selective {
  /** The only namespace it selects from, if there is just one. */
  readonly namespace: string | undefined
  matches(set: LabelSet): boolean
}

interface Memo<T> {
  local: number
  anywhere: number
  readonly found: T[]
}

/**
 * Which of many selectors match a set of labels, asked over and over while both grow: each pair is judged once.
 */
export class SelectorIndex<T extends Selective> {
  readonly #local = new Map<string, T[]>()
  readonly #anywhere: T[] = []
  readonly #memos = new Map<LabelSet, Memo<T>>()

  add(item: T): void {
    if (item.namespace === undefined) {
      this.#anywhere.push(item)
      return
    }
    const items = this.#local.get(item.namespace)
    if (items) items.push(item)
    else this.#local.set(item.namespace, [item])
  }

  matching(set: LabelSet): readonly T[] {
    let memo = this.#memos.get(set)
    if (!memo) this.#memos.set(set, (memo = { local: 0, anywhere: 0, found: [] }))
    const local = this.#local.get(set.namespace) ?? []
    while (memo.local < local.length) {
      const item = local[memo.local++]!
      if (item.matches(set)) memo.found.push(item)
    }
    while (memo.anywhere < this.#anywhere.length) {
      const item = this.#anywhere[memo.anywhere++]!
      if (item.matches(set)) memo.found.push(item)
    }
    return memo.found
  }
}
