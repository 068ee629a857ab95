import type { ObjectRef } from '../resource/object.ts'

/** The pods of a workload at one moment, from `at` (seconds) until the next point. */
export interface Point {
  readonly at: number
  /** Pods of revisions that were there before, and of new ones; those terminating are in neither. */
  readonly old: number
  readonly new: number
  readonly oldAvailable: number
  readonly newAvailable: number
  readonly leaving: number
}

/** What happened to the pods of a workload at one moment, and why. */
export interface RolloutStep {
  readonly at: number
  readonly made: number
  readonly ready: number
  readonly terminating: number
  readonly gone: number
  /** Ended by themselves, as pods of a Job do. */
  readonly ended: number
  readonly available: number
  /** The happening that started it. */
  readonly because: Because
  readonly cause?: number
}

export type Because = 'the change' | 'pods ready' | 'pods available' | 'pods gone' | 'pods placed' | 'others' | 'time'

/** How a workload's pods go from what they are to what they should be. */
export interface Rollout {
  readonly workload: ObjectRef
  readonly wanted: { readonly before: number; readonly after: number }
  /** As the workload says it, after defaulting. */
  readonly strategy?: { readonly type: string; readonly maxSurge?: number; readonly maxUnavailable?: number }
  /** The band in which the pods of a rolling update stay. */
  readonly floor?: number
  readonly ceiling?: number
  readonly replaced: boolean
  readonly points: readonly Point[]
  readonly steps: readonly RolloutStep[]
  readonly lowest: { readonly available: number; readonly at: number }
  readonly peak: { readonly pods: number; readonly at: number }
  /** Until all is as wanted; absent when it never is. */
  readonly doneAt?: number
  readonly stall?: Stall
}

/** Why a workload never gets where it should. */
export interface Stall {
  readonly why: 'unschedulable' | 'not ready' | 'pods refused' | 'failed' | 'paused' | 'waits' | 'livelock'
  readonly pods: number
  /** The scheduler's or the server's words. */
  readonly message?: string
}
