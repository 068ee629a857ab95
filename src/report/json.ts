import type { ObjectRef } from '../resource/object.ts'
import type { Position } from '../text/source.ts'
import type { Finding, FoundFix, Range, Report } from './report.ts'

export const FORMAT = 1

/** The machine-readable report. Its schema is docs/schema/check.schema.json; a change that breaks a reader raises `format`. */
export function json({ diagnostics, summary }: Report): string {
  const { files, documents, objects, errors, warnings, notes, suppressed, skipped, incomplete, shard } = summary
  const lines = diagnostics.map(finding => `    ${JSON.stringify(diagnosticOf(finding))}`)
  const list = lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]'
  const counts = { files, documents, objects, errors, warnings, notes, suppressed, skipped, incomplete, shard }
  return `{\n  "format": ${FORMAT},\n  "diagnostics": ${list},\n  "summary": ${indent(JSON.stringify(counts, null, 2))}\n}\n`
}

/** One line for each finding: it can be searched with grep and compared with diff. Absent fields are left out. */
function diagnosticOf(finding: Finding): Record<string, unknown> {
  const { code, severity, message, subject, path, versions, related, advice, fix } = finding
  return {
    code,
    severity,
    message,
    ...rangeOf(finding),
    subject: subject && subjectOf(subject),
    path,
    versions,
    related: related?.map(other => ({ ...rangeOf(other), message: other.message })),
    advice,
    fix: fix && fixOf(fix),
  }
}

const fixOf = ({ title, safety, edits }: FoundFix) => ({
  title,
  safety,
  edits: edits.map(edit => ({ ...rangeOf(edit), text: edit.text })),
})

const rangeOf = ({ file, start, end }: Range) => ({ file, start: positionOf(start), end: positionOf(end) })
const positionOf = ({ line, column }: Position) => ({ line, column })
const subjectOf = ({ apiVersion, kind, namespace, name }: ObjectRef) => ({ apiVersion, kind, namespace, name })
const indent = (text: string) => text.replaceAll('\n', '\n  ')
