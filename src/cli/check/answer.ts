import type { CheckedFile, Engine, Role } from '../../check/engine.ts'
import { writeSketch } from '../../check/sketch.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { toFinding, toFoundIgnore } from '../../report/finding.ts'
import { masks } from '../../report/redact/mask-of.ts'
import type { Finding, FoundIgnore } from '../../report/report.ts'
import { Source } from '../../text/source.ts'
import { decodeText } from '../../yaml/encoding.ts'

/** A text to be examined. Plain data: it goes to workers. */
export interface Unit {
  readonly name: string
  /** No binary data. */
  readonly bytes: Uint8Array
  readonly role: Role
  readonly asked: boolean
}

/** What is kept of a file: only what may be shown, so that it may be stored. */
export interface Answer {
  readonly documents: number
  readonly objects: number
  readonly other?: string
  readonly findings: readonly Finding[]
  /** What the file asks not to hear of. */
  readonly ignores?: readonly FoundIgnore[]
  /** What the rest of the run needs to know of the file, as text: see `check/sketch.ts`. Not kept beyond the run. */
  readonly sketch?: string
}

export interface AnswerOptions {
  readonly carryLabels: boolean
  /** Moves findings about a rendered text to where it comes from. */
  readonly move?: (diagnostic: Diagnostic) => Diagnostic
}

/** Asks the engine about one text. */
export function answer(engine: Engine, file: CheckedFile, { carryLabels, move }: AnswerOptions): Answer {
  const { documents, objects, diagnostics, other, labels, ignores, sketch } = engine.file(file)
  const moved = move ? diagnostics.map(move) : diagnostics
  const maskOf = masks(source => moved.flatMap(({ at, sensitive }) => (sensitive && at.source === source ? [at] : [])))
  const findings = moved.map(diagnostic => {
    const finding = toFinding(diagnostic, maskOf)
    const known = carryLabels && diagnostic.subject ? labels?.(diagnostic.subject) : undefined
    return known ? { ...finding, labels: known } : finding
  })
  return {
    documents,
    objects,
    ...(other !== undefined && { other }),
    findings,
    // Of a rendered text nobody could correct them: they have done their work already.
    ...(ignores && !move && { ignores: ignores.map(toFoundIgnore) }),
    ...(sketch && { sketch: writeSketch(sketch) }),
  }
}

export function checkedFile({ name, bytes, role, asked }: Unit): CheckedFile {
  const { text, problem } = decodeText(bytes)
  return { source: new Source(name, text), ...(problem && { invalid: problem }), role, asked }
}
