import type { KubeObject } from '../resource/object.ts'
import type { Context } from './context.ts'
import type { DecodeProblem } from './decode/state.ts'
import type { Status } from './status.ts'
import { warningHeaders } from './warning-headers.ts'

/** The API server's own answer. `object` is what is stored; it is absent when the request was refused. */
export interface Response {
  readonly code: number
  readonly object?: KubeObject
  readonly status?: Status | undefined
  /** The object is gone: deleted, or freed by the last of its finalizers. `object` is what it was last. */
  readonly removed?: true
  /** What is written besides, in order and before the object itself: an eviction's budget, quotas that are charged. */
  readonly also?: readonly KubeObject[]
  /** All that did not fit its type, where the Status tells only the first. */
  readonly problems?: readonly DecodeProblem[]
  /** Texts of `Warning:` headers, in order. */
  readonly warnings: string[]
  readonly auditAnnotations: Record<string, string>
  /** Paths of values that a real server would pick itself: addresses, ports, uids. */
  readonly unknown: string[]
}

export const accepted = (
  code: 200 | 201,
  object: KubeObject,
  { also, warnings, auditAnnotations, unknown }: Context,
): Response => ({
  code,
  object,
  ...(also.length > 0 ? { also } : {}),
  warnings: warningHeaders(warnings),
  auditAnnotations,
  unknown,
})

export const refused = (
  status: Status,
  { warnings, auditAnnotations, unknown }: Context,
  problems?: readonly DecodeProblem[],
): Response => ({
  code: status.code,
  status,
  ...(problems ? { problems } : {}),
  warnings: warningHeaders(warnings),
  auditAnnotations,
  unknown,
})
