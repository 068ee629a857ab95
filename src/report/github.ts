import { printable } from '../text/printable.ts'
import { fromTop } from './from-top.ts'
import type { Finding, Report, ReportContext } from './report.ts'
import { onlyIn, verdictIn } from './text/words.ts'

const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const

/** Workflow commands of GitHub Actions: each finding becomes an annotation in the pull request. */
export function github(report: Report, context: ReportContext): string {
  const { diagnostics, summary } = fromTop(report, context)
  const lines = diagnostics.map(annotation)
  for (const reason of summary.incomplete ?? []) lines.push(`::error title=drydock::${message(reason)}`)
  lines.push(`drydock: ${verdictIn(summary)} in ${summary.files} files, ${summary.objects} objects`)
  return `${lines.join('\n')}\n`
}

function annotation(finding: Finding): string {
  const { start, end } = finding
  const properties = [
    `file=${property(finding.file)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    // GitHub refuses columns when the lines differ.
    ...(start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    `title=${property(finding.code)}`,
  ]
  const advice = finding.advice ? `\n${finding.advice}` : ''
  return `::${COMMAND[finding.severity]} ${properties.join(',')}::${message(finding.message + onlyIn(finding) + advice)}`
}

/** Unescaped, a line break in a message could start a command of its own; other control characters would reach a log. */
const message = (text: string) =>
  text
    .replaceAll('%', '%25')
    .split(/(\r|\n)/)
    .map(part => (part === '\r' ? '%0D' : part === '\n' ? '%0A' : printable(part)))
    .join('')
const property = (text: string) => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
