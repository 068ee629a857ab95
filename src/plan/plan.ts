import type { Change as ObjectChange } from './change.ts'
import type { Consequence } from './consequence.ts'
import type { Happening } from './happening.ts'
import type { Rollout } from './rollout.ts'
import type { ClaimView, CronRuns, NodeView } from './views.ts'

/** Where a side of a plan comes from: a folder, a revision, a snapshot, or nothing. */
export interface Side {
  readonly kind: 'files' | 'revision' | 'snapshot' | 'nothing'
  readonly name: string
  readonly objects: number
}

/** What could not be known, and is therefore not in the plan. */
export type Unknown =
  /** No nodes were given: placement is left out, and a DaemonSet has one pod. */
  | { readonly kind: 'placement' }
  /** How long pods take to start is an assumption for these. */
  | { readonly kind: 'timing'; readonly workloads: readonly string[] }
  /** A kind that nobody defines: taken as it is, unchecked. */
  | { readonly kind: 'kind'; readonly apiVersion: string; readonly name: string; readonly objects: number }
  /** An autoscaler whose metrics nobody can know. */
  | { readonly kind: 'metrics'; readonly name: string; readonly workload: string }
  /** Volumes that a driver would make: assumed to work. */
  | { readonly kind: 'volumes'; readonly classes: readonly string[] }
  /** Objects of the starting point that the server would not take. */
  | { readonly kind: 'start'; readonly object: string; readonly reason: string }
  /** The snapshot does not hold what these Secrets hold. */
  | { readonly kind: 'values'; readonly secrets: readonly string[] }
  /** Two nodes were equally good; the first by name was taken. */
  | { readonly kind: 'ties'; readonly pods: number }
  /** Configuration that is mounted or read, and is not among the objects. */
  | { readonly kind: 'absent'; readonly what: string; readonly wantedBy: readonly string[] }

export type Outcome = 'settles' | 'stalls' | 'rejected'

/** From the world as it is and the manifests as they should be: what happens. Data only; sentences are made by `report`. */
export interface Plan {
  readonly kubernetes: string
  readonly from: Side
  readonly to: Side
  /** The moment of the change, RFC 3339. Times below are seconds after it. */
  readonly start: string
  readonly outcome: Outcome
  /** When the last thing happened. */
  readonly seconds: number
  readonly changes: readonly ObjectChange[]
  readonly rollouts: readonly Rollout[]
  readonly nodes: readonly NodeView[]
  readonly claims: readonly ClaimView[]
  readonly runs: readonly CronRuns[]
  readonly consequences: readonly Consequence[]
  readonly unknown: readonly Unknown[]
  readonly timeline: readonly Happening[]
}
