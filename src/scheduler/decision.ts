import type { Status } from './status.ts'

/** What happens to a pod. */
export type Outcome = 'bound' | 'unschedulable' | 'gated' | 'preempting'

export interface PluginScore {
  readonly raw: number
  /** Brought to 0..100, times the plugin's weight. */
  readonly weighted: number
}

export interface NodeScores {
  readonly total: number
  readonly plugins: Readonly<Record<string, PluginScore>>
}

/** A node that would take the pod if some others left. */
export interface Candidate {
  readonly node: string
  /** Victims whose disruption budget leaves no room. */
  readonly budgetViolations: number
  /** `namespace/name`, most important first. */
  readonly victims: readonly string[]
}

export interface Preemption {
  readonly candidates: readonly Candidate[]
  /** Nodes on which evicting pods would not be enough. */
  readonly rejected: ReadonlyMap<string, Status>
  /** All candidates that are equally good; the first by name is taken. */
  readonly best: readonly string[]
}

/** Where a pod goes, and why. */
export interface Decision {
  readonly outcome: Outcome
  /** The node the pod is bound to, or nominated for when others have to leave first. */
  readonly node: string | undefined
  /** All nodes that are equally good; the first by name is taken. */
  readonly best: readonly string[]
  /** The message of the PodScheduled condition when it is not bound. */
  readonly message: string | undefined
  /** Pods that have to leave, `namespace/name`. */
  readonly victims: readonly string[]
  /** Claim → existing volume, for claims whose volume is chosen with the node. */
  readonly volumes: ReadonlyMap<string, string>
  /** Claims for which a volume is to be made for the node. */
  readonly provisions: readonly string[]
  readonly preemption: Preemption | undefined
  /** The plugins that were against it, by name. */
  readonly rejectedBy: readonly string[]
  /** Said before any node was looked at. */
  readonly rejected: Status | undefined
  readonly explanation: Explanation | undefined
}

/** Everything that was found out about each node. */
export interface Explanation {
  /** Why a node was rejected, by its name. */
  readonly filters: ReadonlyMap<string, Status>
  /** Nodes that preFilter left out, and the plugins that did. */
  readonly excluded: readonly string[]
  readonly excludedBy: readonly string[]
  /** Feasible nodes with their scores; empty when only one was feasible, as nothing is compared then. */
  readonly scores: ReadonlyMap<string, NodeScores>
}
