import { fingerprints } from './fingerprint.ts'
import { fromTop } from './from-top.ts'
import { type Report, type ReportContext, sentencesOf } from './report.ts'

const SEVERITY = { error: 'major', warning: 'minor', note: 'info' } as const

/** GitLab's Code Quality report. The fingerprint is what GitLab compares between branches: it must not depend on lines. */
export function gitlab(report: Report, context: ReportContext): string {
  const { diagnostics } = fromTop(report, context)
  const names = fingerprints(diagnostics)
  const issues = diagnostics.map((finding, index) => ({
    type: 'issue',
    check_name: finding.code,
    description: sentencesOf(finding),
    severity: SEVERITY[finding.severity],
    categories: ['Bug Risk'],
    fingerprint: names[index],
    location: {
      path: finding.file,
      lines: { begin: finding.start.line, end: finding.end.line },
      positions: { begin: finding.start, end: finding.end },
    },
  }))
  return `${JSON.stringify(issues, null, 2)}\n`
}
