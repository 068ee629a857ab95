import type { Finding, Range, Report, ReportContext } from './report.ts'

/** The same report with files named from the top of the repository, as services know them. */
export function fromTop(report: Report, { inRepository = '' }: ReportContext): Report {
  if (inRepository === '') return report
  const moved = <T extends Range>(range: T): T => ({ ...range, file: pathFromTop(range.file, inRepository) })
  const movedFinding = (finding: Finding): Finding => ({
    ...moved(finding),
    ...(finding.related && { related: finding.related.map(moved) }),
    ...(finding.fix && { fix: { ...finding.fix, edits: finding.fix.edits.map(moved) } }),
  })
  const { accepted } = report
  return {
    diagnostics: report.diagnostics.map(movedFinding),
    ...(accepted && { accepted: accepted.map(one => ({ ...one, finding: movedFinding(one.finding) })) }),
    summary: {
      ...report.summary,
      skipped: report.summary.skipped.map(({ file, why }) => ({ file: pathFromTop(file, inRepository), why })),
    },
  }
}

/** `deploy/` and `../base/web.yaml` make `base/web.yaml`. Full paths and standard input are what they are. */
function pathFromTop(file: string, inRepository: string): string {
  if (file.startsWith('/') || file.startsWith('<')) return file
  const steps: string[] = []
  for (const step of `${inRepository}${file}`.split('/')) {
    if (step === '..' && steps.length > 0) steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
