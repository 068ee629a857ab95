import type { Answer, Change, Occurrence } from '../controllers/controller.ts'
import type { ObjectRef } from '../resource/object.ts'

/** One thing that happened. `cause` is the entry that led to it, so that "why" is a walk. */
export type Entry = {
  readonly id: number
  /** Milliseconds on the virtual clock. */
  readonly at: number
  /** The controller, `user`, or whoever else asked. */
  readonly by: string
  readonly cause?: number
} & Happening

export type Happening =
  | { readonly what: 'change'; readonly change: Change }
  | { readonly what: 'event'; readonly event: Occurrence }
  | { readonly what: 'refused'; readonly request: string; readonly about: ObjectRef; readonly answer: Answer }
  | { readonly what: 'tie'; readonly picked: readonly ObjectRef[]; readonly among: readonly ObjectRef[] }

/** How a run ended. */
export type Outcome =
  | { readonly outcome: 'settled' }
  /** Controllers undo each other's work without end; the objects that keep being looked at. */
  | { readonly outcome: 'stalled'; readonly why: 'livelock'; readonly about: readonly ObjectRef[] }
