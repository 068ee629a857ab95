import type { Answer, Change, Propagation } from '../controllers/controller.ts'
import type { Json } from '../resource/json.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'

export type PatchType = 'merge' | 'strategic' | 'json'

/**
 * All that the machine asks of an API server: one request in, one answer out, and every write
 * reported to whoever watches. Refusals are answers, never exceptions.
 */
export interface Requests {
  create(object: KubeObject): Answer
  update(object: KubeObject): Answer
  updateStatus(object: KubeObject): Answer
  patch(ref: ObjectRef, patch: Json, type: PatchType): Answer
  scale(ref: ObjectRef, replicas: number): Answer
  delete(ref: ObjectRef, options?: DeleteOptions): Answer
  /** policy/v1 Eviction: deletes the pod if its budgets allow it. */
  evict(ref: ObjectRef): Answer
  bind(ref: ObjectRef, node: string): Answer
  get(ref: ObjectRef): KubeObject | undefined
  watch(watcher: (change: Change) => void): void
}

export interface DeleteOptions {
  readonly uid?: string
  readonly propagation?: Propagation
  readonly gracePeriodSeconds?: number
}
