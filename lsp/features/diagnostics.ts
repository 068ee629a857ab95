import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as EditorDiagnostic,
} from 'vscode-languageserver'
import { RULES } from '../../rules/rules.generated.ts'
import { VERSION } from '../../src/cli/build-info.ts'
import type { Diagnostic, Severity } from '../../src/diagnostic/diagnostic.ts'
import { labelsOf, type ManifestObject } from '../../src/manifest/objects.ts'
import { cleaner } from '../../src/report/finding.ts'
import { formatMinor } from '../../src/resource/version.ts'
import type { ManifestFile } from '../workspace/file.ts'
import type { Folder } from '../workspace/folder.ts'
import { inFile, locationOf, rangeIn } from '../workspace/positions.ts'
import { maskOf } from '../workspace/secrets.ts'
import { configurationProblems, isConfiguration } from './configuration.ts'

/** What the settings make of what was found: what nobody wants to hear of is left out. */
export function settled(found: readonly Diagnostic[], file: ManifestFile): readonly Diagnostic[] {
  return found.flatMap(diagnostic => judged(diagnostic, file))
}

/** What was found in a file by itself, and whether all of it has been looked at. */
export interface FoundAlone {
  readonly found: readonly Diagnostic[]
  readonly complete: boolean
}

/**
 * What can be said of the file by itself, as far as that can be found out until a moment; what was typed in last comes
 * first. Pieces that make no sense without each other are read as one.
 */
export function alone(file: ManifestFile, until = Number.POSITIVE_INFINITY): FoundAlone {
  if (isConfiguration(file.name)) return { found: configurationProblems(file), complete: true }
  if (file.role === 'context') return { found: [], complete: true }
  const { engine } = file.folder
  for (const chunk of file.latest) chunk.result(engine)
  let complete = true
  const results = file.chunks.flatMap(chunk => {
    if (!chunk.isKnownTo(engine) && performance.now() >= until) complete = false
    else return [chunk.result(engine)]
    return []
  })
  const others = results.some(({ other }) => other !== undefined)
  if (complete && others && results.some(({ other, documents }) => other === undefined && documents > 0)) {
    file.joinChunks()
    return { found: file.chunks.flatMap(chunk => chunk.result(engine).diagnostics), complete: true }
  }
  return { found: results.flatMap(({ diagnostics }) => diagnostics), complete }
}

/** What can only be said of the open files among all others, in short steps. */
export function* among(folder: Folder, open: readonly ManifestFile[]): Generator<void, readonly Diagnostic[]> {
  const judged = open.flatMap(({ objects }) => objects.filter(isTyped))
  if (!folder.complete || judged.length === 0) return []
  // Which of two is the one too many goes by their order, and that is not the one in which they were opened.
  const all = folder.inOrder.flatMap(({ objects }) => objects.filter(isTyped))
  return yield* folder.engine.among(judged, [...all, ...folder.index.generatedObjects], folder.index.decides)
}

/** Of the others nobody knows what they are: rules are not asked about them, nor told of them. */
const isTyped = ({ apiVersion, kind }: ManifestObject): boolean => apiVersion !== '' && kind !== ''

/** What the settings make of a finding. */
function judged(diagnostic: Diagnostic, file: ManifestFile): Diagnostic[] {
  if (diagnostic.ignored) return []
  const { code, severity, subject } = diagnostic
  const { folder, objects } = file
  const labels = subject && folder.settings.goesByLabels ? labelsOf(objects, subject) : undefined
  const target = { file: folder.settingsNameOf(file), ...(subject && { subject }), ...(labels && { labels }) }
  const verdict = folder.settings.judge(code, severity, target)
  if (verdict.kind !== 'report') return []
  return [verdict.severity === severity ? diagnostic : { ...diagnostic, severity: verdict.severity }]
}

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
}

const TAGS: Readonly<Record<string, DiagnosticTag>> = {
  'api/deprecated': DiagnosticTag.Deprecated,
  'api/removed': DiagnosticTag.Deprecated,
  'config-is-used': DiagnosticTag.Unnecessary,
  'ignore/unused': DiagnosticTag.Unnecessary,
  'no-server-written-fields': DiagnosticTag.Unnecessary,
  'no-service-account-field': DiagnosticTag.Deprecated,
  'volume-is-mounted': DiagnosticTag.Unnecessary,
}

/** A finding as the editor takes it; nothing when its place is not in the file any more. */
export function toEditor(diagnostic: Diagnostic, file: ManifestFile): EditorDiagnostic[] {
  const at = inFile(diagnostic.at)
  if (at?.file !== file) return []
  const clean = cleaner(diagnostic, maskOf)
  const { code, severity, message, advice, versions, related } = diagnostic
  const only = versions ? ` (${versions.map(formatMinor).join(', ')})` : ''
  const tag = TAGS[code]
  return [
    {
      range: rangeIn(file.source, at),
      severity: SEVERITIES[severity],
      code,
      codeDescription: { href: pageOf(code) },
      source: 'drydock',
      message: clean(`${message}${only}${advice === undefined ? '' : `\n${advice}`}`),
      ...(tag !== undefined && { tags: [tag] }),
      ...(related && {
        relatedInformation: related.flatMap((other): DiagnosticRelatedInformation[] => {
          const place = inFile(other.at)
          return place ? [{ location: locationOf(place), message: clean(other.message) }] : []
        }),
      }),
    },
  ]
}

const NAMES = new Set(RULES.map(({ name }) => name))
const DOCS = `https://unpkg.com/kube-drydock@${VERSION}/docs`

/** Where the documentation speaks of a code. */
export const pageOf = (code: string): string => (NAMES.has(code) ? `${DOCS}/rules/${code}.md` : `${DOCS}/codes.md`)
