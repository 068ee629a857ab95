import { fingerprints } from './fingerprint.ts'
import { fromTop } from './from-top.ts'
import type { Finding, FoundFix, Range, Report, ReportContext } from './report.ts'
import { sentencesOf, subjectText } from './report.ts'
import { groupBy } from './text/words.ts'

const LEVEL = { error: 'error', warning: 'warning', note: 'note' } as const
const HOME = 'https://www.npmjs.com/package/kube-drydock'

/** SARIF 2.1.0: what code scanning of GitHub and others reads. Columns are UTF-16 code units, as SARIF's default has it. */
export function sarif(given: Report, context: ReportContext): string {
  const report = fromTop(given, context)
  const found = [
    ...report.diagnostics.map(finding => ({ finding, suppressions: [] })),
    ...(report.accepted ?? []).map(({ finding, reason, in: where }) => ({
      finding,
      suppressions: [{ kind: where === 'source' ? 'inSource' : 'external', justification: reason }],
    })),
  ]
  const findings = found.map(({ finding }) => finding)
  const codes = [...new Set(findings.map(finding => finding.code))].sort()
  const index = new Map(codes.map((code, position) => [code, position]))
  const names = fingerprints(findings)
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'drydock',
            semanticVersion: context.version,
            informationUri: HOME,
            rules: codes.map(code => ruleOf(code, findings, context)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !report.summary.incomplete?.length,
            toolExecutionNotifications: notifications(report),
          },
        ],
        results: found.map(({ finding, suppressions }, position) => ({
          ...resultOf(finding, index.get(finding.code)!, names[position]!),
          ...(suppressions.length > 0 && { suppressions }),
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function ruleOf(code: string, findings: readonly Finding[], { describe }: ReportContext) {
  const info = describe?.(code)
  const severity = findings.find(finding => finding.code === code)?.severity ?? 'warning'
  const help = [info?.why, info?.instead].filter(Boolean).join('\n\n')
  return {
    id: code,
    shortDescription: { text: info?.summary ?? code },
    ...(help && { fullDescription: { text: help }, help: { text: help, markdown: help } }),
    ...(info?.url && { helpUri: info.url }),
    defaultConfiguration: { level: LEVEL[severity] },
  }
}

function resultOf(finding: Finding, ruleIndex: number, fingerprint: string) {
  return {
    ruleId: finding.code,
    ruleIndex,
    level: LEVEL[finding.severity],
    message: { text: sentencesOf(finding) },
    locations: [
      {
        physicalLocation: { ...locationOf(finding), ...contextRegion(finding) },
        ...(finding.subject && { logicalLocations: [logicalLocation(finding)] }),
      },
    ],
    ...(finding.related && {
      relatedLocations: finding.related.map((other, id) => ({
        id,
        physicalLocation: locationOf(other),
        message: { text: other.message },
      })),
    }),
    partialFingerprints: { 'drydock/v1': fingerprint },
    ...(finding.fix && { fixes: [fixOf(finding.fix)] }),
  }
}

const logicalLocation = ({ subject, path }: Finding) => ({
  name: subject!.name,
  kind: 'resource',
  fullyQualifiedName: path ? `${subjectText(subject!)} ${path}` : subjectText(subject!),
})

const fixOf = ({ title, edits }: FoundFix) => ({
  description: { text: title },
  artifactChanges: [...groupBy(edits, edit => edit.file)].map(([file, changes]) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: changes.map(change => ({
      deletedRegion: regionOf(change),
      insertedContent: { text: change.text },
    })),
  })),
})

const locationOf = (range: Range) => ({ artifactLocation: { uri: uriOf(range.file) }, region: regionOf(range) })

const regionOf = ({ start, end }: Range) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
})

function contextRegion({ frame }: Finding) {
  if (!frame?.length) return {}
  const snippet = { text: frame.map(line => line.text).join('\n') }
  return { contextRegion: { startLine: frame[0]!.line, endLine: frame.at(-1)!.line, snippet } }
}

const notifications = ({ summary }: Report) => [
  ...(summary.incomplete ?? []).map(text => ({ level: 'error', message: { text } })),
  ...summary.skipped.map(({ file, why }) => ({
    level: 'note',
    message: { text: `Not checked: ${why}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  })),
]

/** A relative reference as RFC 3986 has it: each segment encoded, `/` between them. */
const uriOf = (file: string): string => {
  const encoded = file.split('/').map(encodeURIComponentSafely).join('/')
  return file.startsWith('/') ? `file://${encoded}` : encoded
}

/** A lone surrogate in a file name makes `encodeURIComponent` throw. */
const encodeURIComponentSafely = (text: string) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
