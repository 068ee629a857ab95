import type { ObjectRef } from '../resource/object.ts'
import type { Stall } from './rollout.ts'

export type Weight = 'error' | 'warning' | 'note'

interface About {
  readonly weight: Weight
  readonly about: ObjectRef
}

/** What follows for those who use the system, most important first. One file in `consequences/` finds each kind. */
export type Consequence = About &
  (
    | { readonly kind: 'rejected'; readonly reason: string; readonly pods?: true }
    | {
        readonly kind: 'downtime'
        readonly from: number
        /** Absent: it does not come back. */
        readonly until?: number
        readonly services: readonly string[]
      }
    | ({ readonly kind: 'stalled' } & Stall)
    | { readonly kind: 'unschedulable'; readonly pods: number; readonly message: string }
    | {
        readonly kind: 'data'
        readonly what: 'claim deleted' | 'volume deleted' | 'volume kept' | 'claims deleted with pods' | 'class deletes'
        readonly detail?: string
      }
    | {
        readonly kind: 'capacity'
        readonly cpu: Amount
        readonly memory: Amount
        readonly pods: Amount
        /** What the nodes have, when they are known. */
        readonly allocatable?: { readonly cpu: number; readonly memory: number }
      }
    | { readonly kind: 'traffic-cut'; readonly from: string; readonly to: string; readonly ports: string }
    | { readonly kind: 'traffic-opened'; readonly from: string; readonly to: string; readonly ports: string }
    | { readonly kind: 'route-broken'; readonly route: string; readonly backend: string; readonly problem: string }
    | {
        readonly kind: 'rights-gained'
        readonly subject: string
        readonly scope: string
        readonly rights: readonly string[]
      }
    | {
        readonly kind: 'rights-lost'
        readonly subject: string
        readonly scope: string
        readonly rights: readonly string[]
      }
    | { readonly kind: 'api-removed'; readonly last: string; readonly use?: string }
    | { readonly kind: 'preempted'; readonly pods: readonly string[]; readonly by: string }
    | { readonly kind: 'evicted'; readonly pods: readonly string[] }
    | { readonly kind: 'reduced'; readonly lowest: number; readonly wanted: number; readonly at: number }
    | { readonly kind: 'budget'; readonly workload: string; readonly lowest: number; readonly desired: number }
    | {
        readonly kind: 'autoscaler'
        readonly scaler: string
        readonly sets?: number
        readonly min: number
        readonly max: number
      }
    | {
        readonly kind: 'config-unread'
        readonly workloads: readonly string[]
        readonly how: 'read at start' | 'mounted'
      }
    | { readonly kind: 'claim-waits'; readonly message: string }
    | { readonly kind: 'no-readiness' }
    | { readonly kind: 'left-behind' }
  )

export interface Amount {
  readonly before: number
  readonly peak: number
  readonly after: number
}

export type ConsequenceKind = Consequence['kind']

/** From what hurts most to what is good to know; also the words that `--fail-on` takes. */
export const CONSEQUENCE_KINDS = [
  'downtime',
  'rejected',
  'data',
  'stalled',
  'unschedulable',
  'traffic-cut',
  'route-broken',
  'preempted',
  'evicted',
  'capacity',
  'budget',
  'reduced',
  'rights-gained',
  'rights-lost',
  'traffic-opened',
  'autoscaler',
  'config-unread',
  'claim-waits',
  'no-readiness',
  'api-removed',
  'left-behind',
] as const satisfies readonly ConsequenceKind[]
