import type { NodeSelector } from '../resource/node-selector.ts'
import type { Toleration } from '../resource/taints.ts'
import type { AffinityTerm } from './affinity-term.ts'
import type { Stance } from './census.ts'
import type { LabelSet } from './label-set.ts'
import type { Pod, PreferredSchedulingTerm, TopologySpreadConstraint, Volume } from './objects.ts'

export interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

/** What a pod asks of a node, as numbers. */
export interface Requests {
  readonly milliCpu: number
  readonly memory: number
  readonly ephemeralStorage: number
  /** Extended resources, huge pages and the like. */
  readonly scalars: readonly (readonly [name: string, amount: number])[]
}

/** Everything about a pod that one node alone can be asked about. Pods of one template share a shape. */
export interface PodShape {
  readonly id: number
  readonly requests: Requests
  /** Requests in which a container without one counts 100m and 200Mi: what nodes are charged. */
  readonly padded: { readonly milliCpu: number; readonly memory: number }
  /** The same as it is scored for the pod itself, in which `spec.resources` does not count. */
  readonly scored: { readonly milliCpu: number; readonly memory: number }
  readonly ports: readonly HostPort[]
  readonly images: readonly string[]
  readonly nodeName: string | undefined
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly requiredNodes: NodeSelector | undefined
  readonly preferredNodes: readonly PreferredSchedulingTerm[]
  readonly tolerations: readonly Toleration[]
  readonly volumes: readonly Volume[]
  /** The claims behind the volumes, `namespace/name`. */
  readonly claims: readonly ClaimUse[]
  readonly controller: { readonly kind: string; readonly uid: string } | undefined
}

export interface ClaimUse {
  readonly key: string
  readonly name: string
  /** The claim was made for an ephemeral volume of this pod. */
  readonly ephemeral: boolean
}

export interface HeldTerm {
  readonly stance: Stance
  readonly weight: number
  readonly term: AffinityTerm
}

/** What a pod wants to be near to, and far from. */
export interface PodRelations {
  readonly attracts: readonly AffinityTerm[]
  readonly repels: readonly AffinityTerm[]
  /** Preferences; avoiding is a negative weight. */
  readonly prefers: readonly { readonly weight: number; readonly term: AffinityTerm }[]
  /** All of the above as other pods see them. */
  readonly held: readonly HeldTerm[]
  readonly spread: readonly TopologySpreadConstraint[]
}

/** A pod as the scheduler sees it, read once. */
export interface PodInfo {
  readonly pod: Pod
  /** `namespace/name` */
  readonly key: string
  readonly name: string
  readonly namespace: string
  readonly priority: number
  /** Being deleted. */
  readonly terminating: boolean
  /** Milliseconds since 1970, undefined while the pod has not started. */
  readonly startTime: number | undefined
  readonly labelSet: LabelSet
  readonly shape: PodShape
  readonly relations: PodRelations
}
