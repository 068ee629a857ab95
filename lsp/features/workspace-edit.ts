import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import type { ManifestFile } from '../workspace/file.ts'

/** Edits of several files, each with the version of the text that they were made for. */
export const workspaceEdit = (byFile: ReadonlyMap<ManifestFile, readonly TextEdit[]>): WorkspaceEdit => ({
  documentChanges: [...byFile].map(([{ uri, version }, edits]) => ({
    textDocument: { uri, version: version ?? null },
    edits: [...edits],
  })),
})

/** For an editor that knows nothing of versions: edits by file alone. */
export const withoutVersions = ({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit => ({
  changes: Object.fromEntries(
    documentChanges
      .filter((change): change is TextDocumentEdit => 'textDocument' in change)
      .map(({ textDocument, edits }) => [
        textDocument.uri,
        edits.flatMap(edit => ('newText' in edit ? [{ range: edit.range, newText: edit.newText }] : [])),
      ]),
  ),
})
