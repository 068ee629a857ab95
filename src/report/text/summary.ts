import { printable } from '../../text/printable.ts'
import type { Report, ReportContext } from '../report.ts'
import type { Style } from './style.ts'
import { count, groupBy, severityCounts, someOf, worst } from './words.ts'

/** What to take away when only the end is read: how much, of what, where to begin, what was not looked at. */
export function summaryLines(report: Report, context: ReportContext, style: Style): string[] {
  const { diagnostics, summary } = report
  const lines = [headline(report, context, style)]
  const byCode = [...groupBy(diagnostics, finding => finding.code)].sort(([, a], [, b]) => b.length - a.length)
  if (diagnostics.length > 1) {
    const shown = byCode.slice(0, 15)
    const width = String(shown[0]?.[1].length ?? 0).length
    for (const [code, findings] of shown) {
      const files = new Set(findings.map(finding => finding.file)).size
      lines.push(
        `  ${String(findings.length).padStart(width)} × ${code}${files > 1 ? style.dim(` in ${files} files`) : ''}`,
      )
    }
    if (byCode.length > shown.length) lines.push(style.dim(`  and ${byCode.length - shown.length} other codes`))
  }
  const fixable = diagnostics.filter(finding => finding.fix?.safety === 'safe').length
  if (fixable > 0) lines.push(`${fixable} can be fixed without a second thought: drydock check --fix`)
  if (summary.suppressed > 0)
    lines.push(
      style.dim(`${count(summary.suppressed, 'finding')} silenced by comments, configuration or the baseline.`),
    )
  lines.push(...skippedLines(report, style))
  for (const reason of summary.incomplete ?? []) lines.push(`${style.severity.error('Not done:')} ${printable(reason)}`)
  if (byCode[0] && context.describe?.(byCode[0][0]))
    lines.push(style.dim(`More about a code: drydock explain ${byCode[0][0]}`))
  return lines
}

function headline({ diagnostics, summary }: Report, context: ReportContext, style: Style): string {
  const versions = context.kubernetesVersions?.length ? ` for Kubernetes ${context.kubernetesVersions.join(', ')}` : ''
  const looked = `${count(summary.files, 'file')} (${count(summary.objects, 'object')})${versions}`
  const severity = worst(summary)
  if (!severity) {
    if (summary.incomplete?.length)
      return summary.files === 0 ? 'Nothing was checked.' : `Nothing found in the ${looked} that could be checked.`
    if (summary.files === 0) return 'There was nothing to check.'
    if (summary.objects === 0) return `There was no object to check in ${count(summary.files, 'file')}.`
    return `${style.good('No findings')} in ${looked}.`
  }
  const files = new Set(diagnostics.map(finding => finding.file)).size
  return `${style.severity[severity](style.bold(severityCounts(summary)))} in ${count(files, 'file')}. Checked ${looked}.`
}

/** Skipped files by their reason: what they are said to be is how a person notices a mistake. */
function skippedLines({ summary: { skipped } }: Report, style: Style): string[] {
  if (skipped.length === 0) return []
  const lines = [style.dim(`Not checked: ${count(skipped.length, 'file')}`)]
  for (const [why, files] of groupBy(skipped, item => item.why)) {
    lines.push(
      style.dim(
        `  ${printable(why)}: ${someOf(
          files.map(item => printable(item.file)),
          4,
        )}`,
      ),
    )
  }
  return lines
}
