import { type CodeAction, CodeActionKind, type TextEdit } from 'vscode-languageserver'
import type { Diagnostic, Fix } from '../../../src/diagnostic/diagnostic.ts'
import { carriesSecret } from '../../../src/report/finding.ts'
import type { Edit } from '../../../src/text/edit.ts'
import type { Span } from '../../../src/text/source.ts'
import type { ManifestFile } from '../../workspace/file.ts'
import { inFile, rangeIn } from '../../workspace/positions.ts'
import { maskOf } from '../../workspace/secrets.ts'
import { toEditor } from '../diagnostics.ts'
import { workspaceEdit } from '../workspace-edit.ts'
import { changes, nearNames } from './change.ts'
import { creations } from './create.ts'
import { pinnings } from './pin.ts'
import { inVain, silence } from './silence.ts'
import { upgrade } from './upgrade.ts'

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.drydock`

/** An edit of one file of the workspace; places count from the file's beginning. */
export interface FileEdit extends Edit {
  readonly file: ManifestFile
}

/** What could be done here, before it is made one of the protocol's. */
export interface Action {
  readonly title: string
  readonly edits: readonly FileEdit[]
  readonly cures?: Diagnostic
  readonly preferred?: boolean
}

/** What an editor offers for a place: fixes of what was found there, and what is missing there made. */
export function actions(
  file: ManifestFile,
  span: Span,
  findings: readonly Diagnostic[],
  wanted: readonly string[] | undefined,
): CodeAction[] {
  const isWanted = (kind: string): boolean =>
    !wanted || wanted.length === 0 || wanted.some(one => kind === one || kind.startsWith(`${one}.`))
  const found: CodeAction[] = []
  if (isWanted(CodeActionKind.QuickFix)) {
    const here = findings.filter(({ at }) => {
      const place = inFile(at)
      return place?.file === file && place.start <= span.end && span.start <= place.end
    })
    const quick = [
      ...here.flatMap(finding => [
        ...fixOf(finding),
        ...changes(file, finding),
        ...upgrade(finding),
        ...inVain(file, finding),
      ]),
      ...[...nearNames(file, span.start), ...pinnings(file, span.start), ...creations(file, span.start)].map(one =>
        curing(one, here),
      ),
      ...here.flatMap(finding => silence(file, finding)),
    ]
    found.push(...quick.map(one => actionOf(one, CodeActionKind.QuickFix, file)))
  }
  if (isWanted(FIX_ALL)) {
    const all = fixAll(findings)
    if (all.edits.length > 0) found.push(actionOf(all, FIX_ALL, file))
  }
  return found
}

/** What is said right here is cured by making what it misses; the first way is the one to take. */
function curing(action: Action, here: readonly Diagnostic[]): Action {
  const cures = here.find(({ code, fix }) => MISSING.test(code) && !fix)
  return cures ? { ...action, cures } : action
}

const MISSING = /-exists$|^image-has-tag$|^stateful-set-has-service$/

function fixOf(finding: Diagnostic): Action[] {
  const { fix } = finding
  if (!fix || carriesSecret(fix, maskOf)) return []
  const edits = editsOf(fix)
  if (!edits) return []
  const title = fix.safety === 'safe' ? fix.title : `${fix.title} (please review)`
  return [{ title, edits, cures: finding, preferred: fix.safety === 'safe' }]
}

/** All edits of a fix, or none: a place that is gone takes the others with it. */
function editsOf({ edits }: Fix): FileEdit[] | undefined {
  const placed = edits.flatMap(({ source, start, end, text }) => {
    const place = inFile({ source, start, end })
    return place ? [{ ...place, text }] : []
  })
  return placed.length === edits.length ? placed : undefined
}

/** Every safe fix of the file that does not touch what another one changes. */
function fixAll(findings: readonly Diagnostic[]): Action {
  const chosen: FileEdit[] = []
  for (const { fix } of findings) {
    if (fix?.safety !== 'safe' || carriesSecret(fix, maskOf)) continue
    const edits = editsOf(fix)
    if (!edits || edits.some(edit => chosen.some(other => other.file === edit.file && collide(edit, other)))) continue
    chosen.push(...edits)
  }
  return { title: 'Fix everything that is safe to fix', edits: chosen }
}

const collide = (a: Span, b: Span): boolean =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end)

function actionOf({ title, edits, cures, preferred }: Action, kind: string, file: ManifestFile): CodeAction {
  const byFile = new Map<ManifestFile, FileEdit[]>()
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit])
  const changes = [...byFile].map(([target, own]): [ManifestFile, TextEdit[]] => [
    target,
    own.map(edit => ({ range: rangeIn(target.source, edit), newText: edit.text })),
  ])
  return {
    title,
    kind,
    ...(cures && { diagnostics: toEditor(cures, file) }),
    ...(preferred && { isPreferred: true }),
    edit: workspaceEdit(new Map(changes)),
  }
}
