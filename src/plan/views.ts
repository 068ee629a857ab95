import type { ObjectRef } from '../resource/object.ts'

export interface PodOnNode {
  readonly name: string
  readonly workload?: string
  /** Seconds; 0 for those that were there before. */
  readonly from: number
  readonly until?: number
  readonly isNew: boolean
}

/** A node, who is on it when, and how full it is in the end. Cpu in thousandths, memory in bytes. */
export interface NodeView {
  readonly name: string
  readonly cpu: { readonly allocatable: number; readonly before: number; readonly after: number; readonly peak: number }
  readonly memory: {
    readonly allocatable: number
    readonly before: number
    readonly after: number
    readonly peak: number
  }
  readonly pods: readonly PodOnNode[]
}

export interface ClaimView {
  readonly claim: ObjectRef
  readonly state: 'bound' | 'waits for a pod' | 'never binds' | 'deleted'
  readonly storage?: string
  readonly storageClass?: string
  readonly isNew: boolean
  readonly at?: number
  readonly message?: string
}

/** The next runs of a CronJob, RFC 3339. */
export interface CronRuns {
  readonly cronJob: ObjectRef
  readonly schedule: string
  readonly timeZone?: string
  readonly suspended: boolean
  readonly next: readonly string[]
}
