import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import type { ManifestFile } from '../../workspace/file.ts'
import { inFile } from '../../workspace/positions.ts'
import type { Action } from './actions.ts'

/** A comment above the line that asks not to hear of a finding, with room for the reason. JSON has no comments. */
export function silence(file: ManifestFile, finding: Diagnostic): Action[] {
  const { code, at } = finding
  const place = inFile(at)
  if (!place || place.file !== file || code.startsWith('yaml/') || code.startsWith('ignore/')) return []
  const { lineStarts, text } = file.source
  const start = lineStarts[file.source.position(place.start).line - 1] ?? 0
  const line = text.slice(start, place.start)
  if (/^\s*[{[]/.test(text.slice(0, 200)) || inBlockText(text, start)) return []
  const indent = /^[ ]*/.exec(line)![0]
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const edit = { file, start, end: start, text: `${indent}# drydock-ignore ${code}: say why${newline}` }
  return [{ title: `Ignore ${code} here`, edits: [edit], cures: finding }]
}

/** A wish that silences nothing goes, with its line where nothing else stands on it. */
export function inVain(file: ManifestFile, finding: Diagnostic): Action[] {
  const place = finding.code === 'ignore/unused' ? inFile(finding.at) : undefined
  if (place?.file !== file || file.text[place.start] !== '#') return []
  const { lineStarts, text } = file.source
  const { line } = file.source.position(place.start)
  const lineStart = lineStarts[line - 1] ?? 0
  const alone = text.slice(lineStart, place.start).trim() === ''
  const start = alone ? lineStart : place.start - (/\s*$/.exec(text.slice(lineStart, place.start))?.[0].length ?? 0)
  const end = alone ? (lineStarts[line] ?? text.length) : place.end
  return [{ title: 'Remove it', edits: [{ file, start, end, text: '' }], cures: finding, preferred: true }]
}

/** Inside of `|` or `>` a comment would be text. */
function inBlockText(text: string, lineStart: number): boolean {
  const lines = text.slice(0, lineStart).split(/\r\n|\r|\n/)
  const here = /^ */.exec(text.slice(lineStart))![0].length
  for (let index = lines.length - 2; index >= 0; index--) {
    const line = lines[index]!
    if (line.trim() === '' || /^ */.exec(line)![0].length >= here) continue
    return /[:-]\s+[|>][-+\d]*\s*(?:#.*)?$/.test(line)
  }
  return false
}
