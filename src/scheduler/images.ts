import type { Node } from './objects.ts'

/** An image as nodes list it: its size is that of the first node to list it. */
interface ImageState {
  readonly size: number
  readonly nodes: Set<string>
}

/** An image on a node: how big it is, and how many nodes have it. */
export interface ImageOnNode {
  readonly size: number
  readonly nodes: number
}

/** Which images are where. Truth: pkg/scheduler/backend/cache/cache.go addNodeImageStates */
export class Images {
  readonly #byName = new Map<string, ImageState>()
  /** What each node knew when it was last put, by its name and the image's. */
  readonly #known = new Map<string, Map<string, ImageOnNode>>()
  readonly #stale: boolean

  /** Until 1.27 a node's count of the others was that of the time when it last changed itself. */
  constructor(stale: boolean) {
    this.#stale = stale
  }

  add(node: Node): void {
    const nodeName = node.metadata.name ?? ''
    const known = new Map<string, ImageOnNode>()
    for (const { names = [], sizeBytes = 0 } of node.status?.images ?? []) {
      for (const name of names) {
        let state = this.#byName.get(name)
        if (!state) this.#byName.set(name, (state = { size: Number(sizeBytes), nodes: new Set() }))
        state.nodes.add(nodeName)
        if (!known.has(name)) known.set(name, { size: state.size, nodes: state.nodes.size })
      }
    }
    this.#known.set(nodeName, known)
  }

  remove(node: Node): void {
    const nodeName = node.metadata.name ?? ''
    for (const name of this.#known.get(nodeName)?.keys() ?? []) {
      const state = this.#byName.get(name)
      state?.nodes.delete(nodeName)
      if (state?.nodes.size === 0) this.#byName.delete(name)
    }
    this.#known.delete(nodeName)
  }

  on(name: string, nodeName: string): ImageOnNode | undefined {
    const known = this.#known.get(nodeName)?.get(name)
    if (!known || this.#stale) return known
    return { size: known.size, nodes: this.#byName.get(name)?.nodes.size ?? known.nodes }
  }
}
