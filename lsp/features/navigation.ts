import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver'
import type { ManifestFile } from '../workspace/file.ts'
import type { Occurrence } from '../workspace/occurrences.ts'
import { type FilePlace, inFile, locationOf, rangeIn } from '../workspace/positions.ts'
import { definitionsOf, occurrenceAt, sameAs } from '../workspace/symbols.ts'

/** Where what is named under the cursor is made. On what makes it: who names it. */
export function definition(file: ManifestFile, offset: number): Location[] {
  const here = occurrenceAt(file, offset)
  if (!here) return []
  const found = definitionsOf(here, file.folder)
  return locations(found.includes(here) ? sameAs(here, file.folder).filter(({ role }) => role === 'reference') : found)
}

export function references(file: ManifestFile, offset: number, withDefinition: boolean): Location[] {
  const here = occurrenceAt(file, offset)
  if (!here) return []
  return locations(sameAs(here, file.folder).filter(({ role }) => withDefinition || role !== 'definition'))
}

export function highlights(file: ManifestFile, offset: number): DocumentHighlight[] {
  const here = occurrenceAt(file, offset)
  if (!here) return []
  return sameAs(here, file.folder).flatMap(one => {
    const place = placeOf(one)
    if (place?.file !== file) return []
    const kind = one.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read
    return [{ range: rangeIn(file.source, place), kind }]
  })
}

export const placeOf = ({ object, node }: Occurrence): FilePlace | undefined =>
  inFile({ source: object.document.source, start: node.start, end: node.end })

/** In the order of files and lines. */
const locations = (occurrences: readonly Occurrence[]): Location[] =>
  occurrences
    .flatMap(one => placeOf(one) ?? [])
    .sort((a, b) => (a.file.name < b.file.name ? -1 : a.file.name > b.file.name ? 1 : a.start - b.start))
    .map(locationOf)
