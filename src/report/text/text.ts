import { printable } from '../../text/printable.ts'
import { withoutDumps } from '../dumps.ts'
import type { Finding, Report, ReportContext } from '../report.ts'
import { countSeverities, subjectText } from '../report.ts'
import { codeFrame } from './code-frame.ts'
import { foldLikes } from './fold.ts'
import { COLOUR, PLAIN, type Style } from './style.ts'
import { summaryLines } from './summary.ts'
import { count, groupBy, onlyIn, severityCounts, someOf } from './words.ts'

/** For people: findings by file, each with its lines; alike ones folded; a summary that says where to begin. */
export function text(report: Report, context: ReportContext): string {
  const style = context.colour ? COLOUR : PLAIN
  const details = context.all ? undefined : foldLikes(report.diagnostics)
  const numbered = report.diagnostics.map((finding, index) => ({ finding, detail: details?.[index] ?? 'full' }))
  const lines: string[] = []
  const uncounted = numbered.filter(item => item.detail === 'counted').map(item => item.finding)
  const untold = groupBy(uncounted, finding => finding.code)
  for (const [file, group] of groupBy(numbered, item => item.finding.file)) {
    const told = group.filter(item => item.detail !== 'counted')
    if (told.length === 0) continue
    lines.push(
      `${style.bold(printable(file))}  ${style.dim(severityCounts(countSeverities(group.map(item => item.finding))))}`,
      '',
    )
    for (const { finding, detail } of told)
      lines.push(...(detail === 'full' ? inFull(finding, style) : [inBrief(finding, style)]))
    if (lines.at(-1) !== '') lines.push('')
  }
  for (const [code, findings] of untold) lines.push(remainder(code, findings, style))
  if (untold.size > 0) lines.push(style.dim('  --all shows each of them'), '')
  return `${[...lines, ...summaryLines(report, context, style)].join('\n')}\n`
}

function inFull(finding: Finding, style: Style): string[] {
  const paint = style.severity[finding.severity]
  const lines = [
    `  ${paint(style.bold(finding.severity))} ${printable(withoutDumps(finding.message))} ${style.dim(finding.code)}`,
  ]
  const subject = finding.subject ? ` in ${subjectText(finding.subject)}` : ''
  lines.push(`    ${style.dim(printable(`at ${placeText(finding)}${subject}${onlyIn(finding)}`))}`)
  if (finding.frame) lines.push(...codeFrame(finding.frame, style, paint).map(line => `    ${line}`))
  for (const other of finding.related ?? []) lines.push(`    see ${printable(`${placeText(other)}: ${other.message}`)}`)
  if (finding.advice) lines.push(`    → ${printable(finding.advice)}`)
  if (finding.fix)
    lines.push(
      `    ${style.good('fix')} ${printable(finding.fix.title)}${finding.fix.safety === 'review' ? ' (to be reviewed)' : ''}`,
    )
  return [...lines, '']
}

const inBrief = (finding: Finding, style: Style): string =>
  `  ${style.severity[finding.severity](finding.severity)} ${finding.start.line}:${finding.start.column} ${printable(withoutDumps(finding.message))} ${style.dim(finding.code)}`

function remainder(code: string, findings: readonly Finding[], style: Style): string {
  const files = [...groupBy(findings, finding => finding.file)].map(
    ([file, there]) => `${printable(file)} (${there.length})`,
  )
  return `  ${style.severity[findings[0]!.severity](`and ${count(findings.length, 'more', 'more')}`)} ${code} in ${someOf(files, 3)}`
}

const placeText = ({ file, start }: Pick<Finding, 'file' | 'start'>): string => `${file}:${start.line}:${start.column}`
