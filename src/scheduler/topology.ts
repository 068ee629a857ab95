import type { NodeInfo } from './node-info.ts'

/** The nodes of a cluster, grouped by the value of one label. */
export interface Domains {
  /** Node index → domain, -1 for a node without the label. */
  readonly of: Int32Array
  /** The number of domains. */
  readonly size: number
  /** Whether every node has the label. */
  readonly complete: boolean
}

/** Groups nodes by label values, once for each label that is asked for. */
export class Topology {
  readonly #nodes: readonly NodeInfo[]
  readonly #byKey = new Map<string, Domains>()

  constructor(nodes: readonly NodeInfo[]) {
    this.#nodes = nodes
  }

  domains(key: string): Domains {
    let domains = this.#byKey.get(key)
    if (!domains) this.#byKey.set(key, (domains = group(this.#nodes, key)))
    return domains
  }
}

function group(nodes: readonly NodeInfo[], key: string): Domains {
  const ids = new Map<string, number>()
  const of = new Int32Array(nodes.length).fill(-1)
  let complete = true
  for (const node of nodes) {
    if (!Object.hasOwn(node.labels, key)) {
      complete = false
      continue
    }
    const value = node.labels[key]!
    let id = ids.get(value)
    if (id === undefined) ids.set(value, (id = ids.size))
    of[node.index] = id
  }
  return { of, size: ids.size, complete }
}
