import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import { Source } from '../../src/text/source.ts'
import { offsetAt } from './positions.ts'

/** A text after an editor's changes, each of which speaks of the text as the one before it left it. */
export function applyChanges(source: Source, changes: readonly TextDocumentContentChangeEvent[]): string {
  let current = source
  for (const change of changes) {
    if (!('range' in change)) {
      current = new Source(source.name, change.text)
      continue
    }
    const start = offsetAt(current, change.range.start)
    const end = Math.max(start, offsetAt(current, change.range.end))
    current = new Source(source.name, current.text.slice(0, start) + change.text + current.text.slice(end))
  }
  return current.text
}
