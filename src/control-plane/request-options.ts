import type { User } from '../apiserver/context.ts'
import type { FieldValidation } from '../apiserver/decode/decode.ts'
import type { DeleteOptions as ServerDeleteOptions } from '../apiserver/deletion/options.ts'
import type { Json } from '../resource/json.ts'

/** What any request may say besides. */
export interface RequestOptions {
  /** Where the object lives when it does not say so itself; `default` otherwise. */
  readonly namespace?: string
  /** The answer is wanted, not the deed. */
  readonly dryRun?: boolean
  readonly user?: User
  /** In whose name fields are owned from now on; without one nobody keeps book. */
  readonly manager?: string
  readonly fieldValidation?: FieldValidation
  /** `status`, `scale`, `finalize`… */
  readonly subresource?: string
}

/** Of those who write what they read here before: the object is typed already. */
export interface WriteOptions extends RequestOptions {
  readonly typed?: true
  /** What was handed in, where only its head could be read. */
  readonly body?: Json
}

export interface ApplyOptions extends WriteOptions {
  /** Server-side apply, in the name of `manager`. */
  readonly server?: boolean
  readonly force?: boolean
}

export interface DeleteOptions extends ServerDeleteOptions, Omit<RequestOptions, 'subresource'> {}
