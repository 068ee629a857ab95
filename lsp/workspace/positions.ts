import type { Position, Range } from 'vscode-languageserver'
import type { Place } from '../../src/diagnostic/diagnostic.ts'
import type { Source, Span } from '../../src/text/source.ts'
import { chunkOf } from './chunk.ts'
import type { ManifestFile } from './file.ts'

/** The editor counts lines and columns from 0, in UTF-16 units, and a column beyond the line means its end. */
export function offsetAt(source: Source, { line, character }: Position): number {
  const { lineStarts, text } = source
  if (line < 0) return 0
  if (line >= lineStarts.length) return text.length
  const start = lineStarts[line]!
  let end = lineStarts[line + 1] ?? text.length
  if (end > start && text[end - 1] === '\n') end--
  if (end > start && text[end - 1] === '\r') end--
  return Math.min(start + Math.max(0, character), end)
}

export function positionAt(source: Source, offset: number): Position {
  const { line, column } = source.position(offset)
  return { line: line - 1, character: column - 1 }
}

export const rangeIn = (source: Source, { start, end }: Span): Range => ({
  start: positionAt(source, start),
  end: positionAt(source, Math.max(start, end)),
})

export const spanOf = (source: Source, { start, end }: Range): Span => ({
  start: offsetAt(source, start),
  end: offsetAt(source, end),
})

/** Where a place of a chunk is in its file. */
export interface FilePlace extends Span {
  readonly file: ManifestFile
}

export function inFile({ source, start, end }: Place): FilePlace | undefined {
  const chunk = chunkOf(source)
  return chunk && { file: chunk.file, start: chunk.start + start, end: chunk.start + end }
}

export const locationOf = ({ file, start, end }: FilePlace) => ({
  uri: file.uri,
  range: rangeIn(file.source, { start, end }),
})
