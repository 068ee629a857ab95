import type { ObjectRef } from '../resource/object.ts'

/** One thing that happened, with the happening that caused it, so that "why" is a walk. */
export interface Happening {
  readonly id: number
  /** Seconds after the change; negative never. */
  readonly at: number
  /** `user`, a controller, the scheduler, the kubelet. */
  readonly by: string
  readonly about: ObjectRef
  readonly what:
    | 'made'
    | 'changed'
    | 'scaled'
    | 'terminating'
    | 'gone'
    | 'placed'
    | 'started'
    | 'ready'
    | 'unready'
    | 'ended'
    | 'failed'
    | 'bound'
    | 'unschedulable'
    | 'preempted'
    | 'refused'
    | 'warned'
  /** A number, a node, a reason, the words of an event. */
  readonly detail?: string
  readonly cause?: number
}
