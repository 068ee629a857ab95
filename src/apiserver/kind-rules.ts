import type { KubeObject } from '../resource/object.ts'
import type { Context } from './context.ts'
import type { FieldErrors } from './field-errors.ts'
import type { Status } from './status.ts'

/**
 * What the API server knows by hand about one kind, in the terms of its registry strategy. Objects are
 * decoded and defaulted: types are those of the facts, Go's zero values stand as decode leaves them.
 *
 * Truth: pkg/registry/<group>/<kind>/strategy.go and pkg/apis/<group>/validation
 */
export interface KindRules<T extends KubeObject = KubeObject> {
  /** The group in whose name the server speaks of the kind, where that is not the one it was sent to. */
  group?(context: Context): string
  /** Sets and clears what only the server may decide: status, generation, fields behind closed gates. */
  prepareCreate?(object: T, context: Context): void
  /** What storage refuses before it looks at the form of the object: rights that the user may not hand out. */
  refuse?(object: T, context: Context, old?: T): Status | undefined
  /** What storage refuses of an object that is not stale: what it cannot set aside for it. */
  reserve?(object: T, context: Context, old?: T): Status | undefined
  validate(object: T, errors: FieldErrors, context: Context): void
  /** Texts of warnings for an object that passed validation; `old` on update. */
  warnings?(object: T, context: Context, old?: T): string[]
  prepareUpdate?(object: T, old: T, context: Context): void
  /** All that a PUT is held to; the rules of `validate` are called from here where the server does so. */
  validateUpdate?(object: T, old: T, errors: FieldErrors, context: Context): void
  /** Runs when the object is about to be stored, after validation. */
  canonicalize?(object: T, context: Context): void
  /** What is given out at last, to objects found valid, or why it cannot be. */
  allocate?(object: T, context: Context, old: T | undefined): Status | undefined
  /** A new object without a name is given this one instead of one made from `generateName`. */
  ownName?(object: T): string
  /** A PUT to something that is not there creates it. */
  createsOnUpdate?: boolean
  /** An update is judged before storage looks at the version and the uid that it names. */
  judgedBeforeStorage?(context: Context): boolean
  /** A PUT must name the resourceVersion it replaces. */
  demandsResourceVersion?: boolean
  subresources?: Record<string, SubresourceRules<T>>
}

export interface SubresourceRules<T extends KubeObject = KubeObject> {
  /** Takes over from `old` what the subresource may not change. */
  prepareUpdate(object: T, old: T, context: Context): void
  validateUpdate(object: T, old: T, errors: FieldErrors, context: Context): void
  warnings?(object: T, context: Context, old?: T): string[]
}

/** The rules of a group's kinds. Method parameters are bivariant, so each entry may name its own type. */
export type RulesByKind = Readonly<Record<string, KindRules>>
