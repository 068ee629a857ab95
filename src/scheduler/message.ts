import type { Release } from './release.ts'
import type { Status } from './status.ts'

/** How many nodes gave which reason. */
export class Histogram {
  readonly #counts = new Map<string, number>()

  add({ reasons }: Status, nodes = 1): void {
    for (const reason of reasons) this.count(reason, nodes)
  }

  count(reason: string, nodes: number): void {
    if (nodes > 0) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + nodes)
  }

  /** `10 Too many pods, 2 Insufficient cpu`: sorted as text, with the numbers. */
  toString(): string {
    return [...this.#counts]
      .map(([reason, count]) => `${count} ${reason}`)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      .join(', ')
  }
}

/** `0/5 nodes are available: 2 Insufficient cpu, 3 Too many pods.` */
export function fitError(nodes: number, reasons: string): string {
  const text = `0/${nodes} nodes are available:`
  return reasons === '' ? text : `${text} ${reasons}.`
}

/**
 * The message of an unschedulable pod: what preFilter said or what the nodes said, then what postFilter said.
 *
 * Truth: pkg/scheduler/framework/types.go FitError.Error
 */
export function unschedulableMessage(parts: {
  readonly release: Release
  readonly nodes: number
  readonly rejected: Status | undefined
  readonly histogram: Histogram
  readonly postFilter: string
}): string {
  const { release, nodes, rejected, histogram, postFilter } = parts
  if (rejected && !release.preFilterMessage) histogram.add(rejected, nodes)
  const reasons = rejected && release.preFilterMessage ? rejected.reasons.join(', ') : `${histogram}`
  const text = fitError(nodes, reasons)
  if (postFilter === '' || !release.postFilterMessage) return text
  return `${text} ${postFilter}${release.postFilterStop ? '.' : ''}`
}
