import type { ObjectRef } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import type { Edit } from '../text/edit.ts'
import type { Source, Span } from '../text/source.ts'

export type Severity = 'error' | 'warning' | 'note'

/** A true place: a span of a source. */
export interface Place extends Span {
  readonly source: Source
}

export interface Related {
  readonly at: Place
  readonly message: string
}

export interface Fix {
  readonly title: string
  /** Edits by source; they apply together or not at all. */
  readonly edits: readonly (Edit & { readonly source: Source })[]
  /** `safe` never changes what the manifest means beyond the finding; `review` wants a human's eye. */
  readonly safety: 'safe' | 'review'
}

/** The one type that every finding has. */
export interface Diagnostic {
  /** `image-has-tag` (a rule), `FieldValueInvalid` (a cause of the API server), `yaml/duplicate-key`, `schema/unknown-field`… */
  readonly code: string
  readonly severity: Severity
  /** One sentence about this manifest, with the object's name and the numbers. */
  readonly message: string
  /** The value, or the nearest thing that exists. */
  readonly at: Place
  /** Where it was found, when that is a text made of the one that `at` is in: what is secret there is so here. */
  readonly foundAt?: Place
  readonly subject?: ObjectRef
  /** `spec.template.spec.containers[0].image` */
  readonly path?: string
  /** The minors for which it holds; absent when it holds for every one that was asked for. */
  readonly versions?: readonly Minor[]
  readonly related?: readonly Related[]
  /** What to do, imperative. */
  readonly advice?: string
  readonly fix?: Fix
  /** What stands at the place is a secret: it is never shown. */
  readonly sensitive?: boolean
  /** The manifest itself asks not to hear of it: why, and the line that says so. */
  readonly ignored?: Ignored
}

export interface Ignored {
  readonly reason: string
  readonly line: number
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

export const atLeast = (severity: Severity, threshold: Severity): boolean => RANK[severity] <= RANK[threshold]

/** By file, then place, then severity, then code: the same findings always come in the same order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.at.source.name, b.at.source.name) ||
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
