import { type FilterState, isMovable } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Status } from './status.ts'

/** All filters of one pod on a copy of one node, while pods leave and join it. */
export class Trial {
  readonly node: NodeInfo
  readonly #states: readonly FilterState[]
  readonly #moved: { readonly pod: PodInfo; readonly joined: boolean }[] = []

  /** The states have to be copies; `undo` brings them back to what they were, ready for the next trial. */
  constructor(node: NodeInfo, states: readonly FilterState[]) {
    this.node = node.copy()
    this.#states = states
  }

  leave(pod: PodInfo): void {
    this.node.remove(pod)
    this.#tell(pod, false)
    this.#moved.push({ pod, joined: false })
  }

  join(pod: PodInfo): void {
    this.node.add(pod)
    this.#tell(pod, true)
    this.#moved.push({ pod, joined: true })
  }

  verdict(): Status | undefined {
    for (const state of this.#states) {
      const status = state.verdict(this.node)
      if (status) return status
    }
    return undefined
  }

  /** The same, also as if these pods were there already: with them and without them the pod has to fit. */
  verdictWith(ahead: readonly PodInfo[]): Status | undefined {
    if (ahead.length === 0) return this.verdict()
    for (const pod of ahead) this.join(pod)
    const crowded = this.verdict()
    for (const pod of ahead) this.leave(pod)
    return crowded ?? this.verdict()
  }

  undo(): void {
    for (let move = this.#moved.pop(); move; move = this.#moved.pop()) this.#tell(move.pod, !move.joined)
  }

  #tell(pod: PodInfo, joins: boolean): void {
    for (const state of this.#states) {
      if (!isMovable(state)) continue
      if (joins) state.join(pod, this.node)
      else state.leave(pod, this.node)
    }
  }
}

/** The states of a pod, those that count other pods copied so that pods can be moved in them. */
export const forkAll = (states: readonly FilterState[]): FilterState[] => states.map(state => state.fork?.() ?? state)
