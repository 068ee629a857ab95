import type { Span } from './source.ts'

/** Replaces a span of a source by other text. */
export interface Edit extends Span {
  readonly text: string
}

/** Applies edits that do not overlap. An edit that overlaps an earlier one (by start) is left out and returned as such. */
export function applyEdits(text: string, edits: readonly Edit[]): { text: string; left: Edit[] } {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  const left: Edit[] = []
  let result = ''
  let done = 0
  for (const edit of sorted) {
    if (edit.start < done) {
      left.push(edit)
      continue
    }
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return { text: result + text.slice(done), left }
}
