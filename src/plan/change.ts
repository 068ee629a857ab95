import type { Json } from '../resource/json.ts'
import type { ObjectRef } from '../resource/object.ts'

/** One field that differs. Absent on a side where it is not there. */
export interface FieldChange {
  /** `spec.template.spec.containers[web].image` */
  readonly path: string
  readonly before?: Json
  readonly after?: Json
  /** Somebody in the cluster writes this field as well: `HorizontalPodAutoscaler api`. */
  readonly owner?: string
}

/**
 * What becomes of one object.
 *   keep      it is as it should be
 *   refused   the server does not take it; the reason is its own
 *   replace   deleted and made anew
 *   leave     no manifest has it any more, and nothing deletes it
 */
export interface Change {
  readonly object: ObjectRef
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'refused' | 'keep' | 'leave'
  readonly fields: readonly FieldChange[]
  /** Of a refusal, in the server's words. */
  readonly reason?: string
  /** What the server warns about. */
  readonly warnings?: readonly string[]
  /** The file that holds the manifest. */
  readonly file?: string
}
