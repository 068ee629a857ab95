import type { Ignored, Severity } from '../diagnostic/diagnostic.ts'
import type { Skipped } from '../diagnostic/skipped.ts'
import type { Labels } from '../resource/labels.ts'
import type { ObjectRef } from '../resource/object.ts'
import type { Position } from '../text/source.ts'
import { onlyIn } from './text/words.ts'

/** A place as people and other tools count it: lines and columns from 1, the end exclusive. */
export interface Range {
  readonly file: string
  readonly start: Position
  readonly end: Position
}

/** A finding at the door: everything is text and numbers, nothing secret is left in it. The JSON report prints it as it is. */
export interface Finding extends Range {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly subject?: ObjectRef
  readonly path?: string
  /** `1.29`; absent when it holds for every version that was asked for. */
  readonly versions?: readonly string[]
  readonly related?: readonly (Range & { readonly message: string })[]
  readonly advice?: string
  readonly fix?: FoundFix
  /** The manifest itself asks not to hear of it. */
  readonly ignored?: Ignored
  /** The lines around it, for people. Not part of the JSON report. */
  readonly frame?: readonly FrameLine[]
  /** The labels of the object, where settings go by them. Not part of the JSON report. */
  readonly labels?: Labels
}

export interface FoundFix {
  readonly title: string
  readonly safety: 'safe' | 'review'
  readonly edits: readonly (Range & { readonly text: string })[]
}

export interface FrameLine {
  readonly line: number
  readonly text: string
  /** The marked part of `text`, half open. */
  readonly mark?: readonly [from: number, to: number]
}

export interface Counts {
  readonly files: number
  readonly documents: number
  readonly objects: number
}

export interface Summary extends Counts {
  readonly errors: number
  readonly warnings: number
  readonly notes: number
  /** Findings that the configuration, a comment or the baseline silences. */
  readonly suppressed: number
  readonly skipped: readonly Skipped[]
  /** What could not be done and makes the answer partial; absent when everything was done. */
  readonly incomplete?: readonly string[]
  /** Which part of the whole was checked, as `3/16`; absent when it was everything. */
  readonly shard?: string
}

/** A finding that is known and accepted, and why. */
export interface Accepted {
  readonly finding: Finding
  readonly reason: string
  /** A comment or an annotation of the manifest, or the configuration. */
  readonly in: 'source' | 'configuration'
}

/** What a manifest asks not to hear of: see `lint/ignore.ts`. */
export interface FoundIgnore extends Range {
  readonly codes: readonly string[]
  readonly reason: string
  readonly firstLine: number
  readonly lastLine: number
}

/** What `drydock check` has to say; every format is a pure function of it. */
export interface Report {
  readonly diagnostics: readonly Finding[]
  readonly summary: Summary
  /** What was found and is accepted. */
  readonly accepted?: readonly Accepted[]
}

/** What is known of a code, for formats that list their rules. */
export interface CodeInfo {
  readonly summary: string
  readonly why?: string
  readonly instead?: string
  readonly url?: string
}

/** Everything a format may want to know besides the report. */
export interface ReportContext {
  readonly version: string
  /** The minors that were asked for, as text: `1.36`. */
  readonly kubernetesVersions?: readonly string[]
  /** Where the working directory is in the repository: `deploy/`. Services know files by their path from the top. */
  readonly inRepository?: string
  readonly describe?: (code: string) => CodeInfo | undefined
  /** ANSI colours, for a terminal. */
  readonly colour?: boolean
  /** Print every finding, however many are alike. */
  readonly all?: boolean
}

export type Format = (report: Report, context: ReportContext) => string

export function countSeverities(findings: readonly Finding[]): Pick<Summary, 'errors' | 'warnings' | 'notes'> {
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity } of findings) counts[severity]++
  return { errors: counts.error, warnings: counts.warning, notes: counts.note }
}

const RANK = { error: 0, warning: 1, note: 2 } as const

/** By file, then place, then severity, then code: the same findings always come in the same order. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    comparePositions(a.start, b.start) ||
    comparePositions(a.end, b.end) ||
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const comparePositions = (a: Position, b: Position): number => a.line - b.line || a.column - b.column

/** `Deployment shop/web`, `Node worker-1`, `a ConfigMap without a name`. */
export function subjectText(subject: ObjectRef): string {
  const name = subject.name || '(no name)'
  return subject.namespace ? `${subject.kind} ${subject.namespace}/${name}` : `${subject.kind} ${name}`
}

/** The message and what to do about it, for formats with one text for both. */
export function sentencesOf(finding: Finding): string {
  const { message, advice } = finding
  const said = message + onlyIn(finding)
  if (advice === undefined) return said
  return /[.!?:]$/.test(said) ? `${said} ${advice}` : `${said}. ${advice}`
}
