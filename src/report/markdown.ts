import { withoutDumps } from './dumps.ts'
import type { Finding, Report, ReportContext } from './report.ts'
import { subjectText } from './report.ts'
import { count, groupBy, onlyIn, someOf, verdictIn } from './text/words.ts'

const SIGN = { error: '🔴', warning: '🟡', note: '🔵' } as const
/** GitHub cuts comments at 65,536 characters; the summary comes first and findings stop before that. */
const LONGEST = 60_000

/** For a comment in a pull request: the summary open, the findings of each file behind a fold. */
export function markdown(report: Report, context: ReportContext): string {
  const { diagnostics, summary } = report
  const versions = context.kubernetesVersions?.length ? ` for Kubernetes ${context.kubernetesVersions.join(', ')}` : ''
  const parts = [
    `### drydock: ${verdictIn(summary)}`,
    `${count(summary.files, 'file')}, ${count(summary.objects, 'object')}${versions}.` +
      (summary.suppressed > 0 ? ` ${count(summary.suppressed, 'finding')} silenced.` : ''),
    ...(summary.incomplete ?? []).map(reason => `> **Not done:** ${escaped(reason)}`),
  ]
  let length = parts.join('\n\n').length
  let told = 0
  for (const [file, findings] of groupBy(diagnostics, finding => finding.file)) {
    const part = fileSection(file, findings, diagnostics.length <= 10)
    if (length + part.length > LONGEST) break
    parts.push(part)
    length += part.length
    told += findings.length
  }
  if (told < diagnostics.length) parts.push(`…and ${count(diagnostics.length - told, 'more finding')}.`)
  if (summary.skipped.length > 0) parts.push(skippedSection(report))
  return `${parts.join('\n\n')}\n`
}

function fileSection(file: string, findings: readonly Finding[], open: boolean): string {
  const lines = findings.slice(0, 50).map(finding => {
    const where = `${finding.start.line}:${finding.start.column}`
    const subject = finding.subject ? ` — ${escaped(subjectText(finding.subject))}` : ''
    const advice = finding.advice ? `<br>${escaped(finding.advice)}` : ''
    return `| ${SIGN[finding.severity]} | ${where} | ${escaped(withoutDumps(finding.message) + onlyIn(finding))}${subject}${advice} | ${code(finding.code)} |`
  })
  if (findings.length > 50) lines.push(`| | | …and ${findings.length - 50} more | |`)
  return [
    `<details${open ? ' open' : ''}><summary>${inHtml(file)}: ${count(findings.length, 'finding')}</summary>`,
    `| | line | finding | code |\n|---|---|---|---|\n${lines.join('\n')}`,
    '</details>',
  ].join('\n\n')
}

function skippedSection({ summary: { skipped } }: Report): string {
  const lines = [...groupBy(skipped, item => item.why)].map(
    ([why, files]) =>
      `- ${escaped(why)}: ${escaped(
        someOf(
          files.map(item => item.file),
          5,
        ),
      )}`,
  )
  return `<details><summary>Not checked: ${count(skipped.length, 'file')}</summary>\n\n${lines.join('\n')}\n\n</details>`
}

/** Behind a fold's mark nothing is read as Markdown: a backslash would be shown. */
const inHtml = (text: string): string =>
  withoutControls(text)
    .replaceAll('@', '@\u200b')
    .replaceAll('#', '#\u200b')
    .replaceAll(/(https?):\/\//g, '$1:\u200b//')

/** Nothing from a manifest may become markup, a link, a mention or a new cell. */
export const escaped = (text: string): string =>
  withoutControls(text)
    .replaceAll(/[\\`*_{}[\]|#~]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replaceAll(/(https?):\/\//g, '$1:\u200b//')

const withoutControls = (text: string): string =>
  text
    .replaceAll(/[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const code = (text: string): string => `\`${text.replaceAll(/[`|\s]/g, '-')}\``
