import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { suggest } from '../../../src/resource/suggest.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { nodeAt } from '../../../src/yaml/place.ts'
import { removePair } from '../../../src/yaml/remove.ts'
import { servedKinds, viewIn } from '../../schema/kinds.ts'
import { closedValues } from '../../schema/usual-values.ts'
import { walkView } from '../../schema/view.ts'
import type { ManifestFile } from '../../workspace/file.ts'
import { inFile } from '../../workspace/positions.ts'
import { type Spot, spotAt } from '../../workspace/spot.ts'
import { standardNames } from '../../workspace/standard.ts'
import { definitionsOf, occurrenceAt } from '../../workspace/symbols.ts'
import { writtenValue } from '../completion/written.ts'
import { placeOf } from '../navigation.ts'
import type { Action } from './actions.ts'

const MOST = 6

/** Another value in the place of one that will not do: a value that the field takes, the kind or version that was meant. */
export function changes(file: ManifestFile, finding: Diagnostic): Action[] {
  const place = finding.fix ? undefined : inFile(finding.at)
  const spot = place?.file === file ? spotAt(file, place.start) : undefined
  if (!spot) return []
  switch (finding.code) {
    case 'FieldValueInvalid':
    case 'FieldValueNotSupported': {
      const values = valuesAt(spot)
      return values.includes(String(spot.node.value)) ? [] : replacing(spot, finding, values)
    }
    case 'api/unknown-kind':
    case 'api/no-definition':
      return replacing(spot, finding, typesAt(spot))
    case 'schema/unknown-field':
      return removing(spot, finding)
    default:
      return []
  }
}

function valuesAt({ file: { folder }, apiVersion, kind, path }: Spot): readonly string[] {
  const root = viewIn(folder, apiVersion, kind)
  const found = root && walkView(root, path)
  const { field } = found ?? {}
  return found?.value.enum ?? field?.enum ?? (field?.owner && closedValues(field.owner.name, field.name)) ?? []
}

/** Where the version is wrong, those that have the kind; where the kind is, the one that it looks like. */
function typesAt({ file: { folder }, apiVersion, kind, path }: Spot): readonly string[] {
  const served = [
    ...catalog(folder.minor)
      .kinds()
      .filter(({ optIn, until }) => !optIn && until === undefined),
    ...servedKinds(folder),
  ]
  if (path[0] === 'apiVersion') return served.filter(one => one.kind === kind).map(one => one.apiVersion)
  const near = suggest(
    kind,
    served.filter(one => one.apiVersion === apiVersion).map(one => one.kind),
  )
  return near === undefined ? [] : [near]
}

function replacing(
  { chunk, node, document, onKey, path }: Spot,
  cures: Diagnostic,
  values: readonly string[],
): Action[] {
  if (onKey || node.kind !== 'scalar' || node.start === node.end) return []
  const old = String(node.value)
  const nearest = values.find(value => value.toLowerCase() === old.toLowerCase()) ?? suggest(old, values)
  const quote = node.style === 'double' ? '"' : node.style === 'single' ? "'" : ''
  const ranked = [...values].sort((a, b) => Number(b === nearest) - Number(a === nearest))
  const sure = nearest !== undefined || path[0] === 'apiVersion'
  return ranked.slice(0, MOST).map((value, index) => ({
    title: `Change to ${value}`,
    edits: [
      {
        file: chunk.file,
        start: chunk.start + node.start,
        end: chunk.start + node.end,
        text: writtenValue(value, 'string', { json: document.format === 'json', quote }),
      },
    ],
    cures,
    ...(sure && index === 0 && { preferred: true }),
  }))
}

/** The server drops it, or refuses it: nothing is lost but what was never there. */
function removing({ chunk, pair, document, object, path }: Spot, cures: Diagnostic): Action[] {
  const parent = object && nodeAt(document, [...object.base, ...path.slice(0, -1)])
  if (!pair || parent?.kind !== 'mapping' || parent.alias || !parent.pairs.includes(pair)) return []
  const { start, end, text } = removePair(document, parent, pair)
  const edit = { file: chunk.file, start: chunk.start + start, end: chunk.start + end, text }
  return [{ title: `Remove ${pair.name} (please review)`, edits: [edit], cures }]
}

/** A name that nothing in the workspace has, and one that looks like it. */
export function nearNames(file: ManifestFile, offset: number): Action[] {
  const here = occurrenceAt(file, offset)
  if (here?.role !== 'reference' || definitionsOf(here, file.folder).length > 0) return []
  const [what, kind = '', namespace = '', name = ''] = here.symbol.split('\n')
  if (what !== 'object' && what !== 'key') return []
  const prefix = here.symbol.slice(0, here.symbol.length - here.name.length)
  const known = [...file.folder.index.definedNames(prefix), ...(what === 'object' ? standardNames(kind) : [])]
  const near = suggest(here.name, known)
  const place = near === undefined ? undefined : placeOf(here)
  if (near === undefined || !place) return []
  const { style } = here.node
  const quote = style === 'double' ? '"' : style === 'single' ? "'" : ''
  const text = writtenValue(near, 'string', { json: here.object.document.format === 'json', quote })
  const of = what === 'key' ? `, a key of ${kind} ${namespace === '' ? name : `${namespace}/${name}`}` : ''
  return [{ title: `Change to ${near}${of}`, edits: [{ ...place, text }], preferred: true }]
}
