import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver'
import { type ValueView, type Viewed, walkView } from '../../schema/view.ts'
import type { Chunk } from '../../workspace/chunk.ts'
import type { ManifestFile } from '../../workspace/file.ts'
import type { Folder } from '../../workspace/folder.ts'
import { rangeIn } from '../../workspace/positions.ts'
import { spotAt } from '../../workspace/spot.ts'
import { rootOf, typeIn } from '../typed.ts'
import { fieldItems, itemBelowKey } from './fields.ts'
import { escaped, kindItems, manifestItems, versionItems } from './manifests.ts'
import { mapKeyItems, nameItems } from './names.ts'
import { plainItems } from './values.ts'
import { type Where, whereIs } from './where.ts'
import { writtenKey, writtenValue } from './written.ts'

/** What could stand at the cursor: an answer before it is made one of the protocol's. */
export interface Suggestion {
  readonly label: string
  readonly kind: CompletionItemKind
  readonly detail?: string
  /** What is written as it stands; the label without it. With `${1:…}` where `snippet` is set. */
  readonly text?: string
  /** The label is a key, and this stands behind its colon. */
  readonly rest?: string
  readonly snippet?: boolean
  /** It makes sense as a whole only: without snippets, all its lines are written. */
  readonly whole?: boolean
  /** Lower comes first. */
  readonly rank?: number
  /** Among those of the same rank. */
  readonly order?: number
  /** Asked for again when its documentation is to be shown. */
  readonly field?: { readonly apiVersion: string; readonly kind: string; readonly path: readonly (string | number)[] }
  readonly documentation?: string
}

/** The cursor in its object, as everything that completes is told. */
export interface Asked {
  readonly folder: Folder
  readonly chunk: Chunk
  readonly where: Where
  readonly apiVersion: string
  readonly kind: string
  /** The object's own namespace, as far as it is written. */
  readonly namespace: string
  /** From the object's root. */
  readonly path: readonly (string | number)[]
  readonly root: ValueView | undefined
  readonly here: Viewed | undefined
  /** What the mappings on the way say, by how far they are from the cursor: 0 is the one it is in. */
  beside(distance: number): ReadonlyMap<string, string>
}

export interface Abilities {
  readonly snippets: boolean
}

export function complete(file: ManifestFile, offset: number, { snippets }: Abilities): CompletionItem[] {
  const chunk = file.chunkAt(offset)
  if (!chunk || file.folder.isForeign(file)) return []
  const where = whereIs(chunk.source.text, offset - chunk.start, file.name.endsWith('.json'))
  if (!where) return []
  const asked = ask(chunk, where, offset)
  const suggestions = suggest(asked).filter(({ snippet }) => !snippet || snippets || where.role === 'key')
  // Nothing may stand directly behind a dash or a colon.
  const lead = !where.json && /[-:]/.test(chunk.source.text[where.replace.start - 1] ?? '') ? ' ' : ''
  const range = rangeIn(file.source, {
    start: chunk.start + where.replace.start,
    end: chunk.start + where.replace.end,
  })
  return suggestions.map(one => itemOf(one, range, lead, asked, snippets, file.uri))
}

function ask(chunk: Chunk, where: Where, offset: number): Asked {
  const { folder } = chunk.file
  const base = baseOf(where)
  const root = where.levels.find(level => level.path.length === base)?.beside ?? new Map<string, string>()
  const type = typeIn(chunk.file, { apiVersion: root.get('apiVersion') ?? '', kind: root.get('kind') ?? '' })
  const path = where.path.slice(base)
  const view = rootOf(chunk.file, type)
  const here = view && walkView(view, path)
  return {
    folder,
    chunk,
    where,
    ...type,
    namespace: namespaceAt(chunk, offset),
    path,
    root: view,
    here,
    beside: distance => where.levels.at(-1 - distance)?.beside ?? new Map<string, string>(),
  }
}

/** An object of a `List` begins below `items`. */
function baseOf({ path, levels }: Where): number {
  const kind = levels[0]?.beside.get('kind')
  return kind?.endsWith('List') && path[0] === 'items' && typeof path[1] === 'number' ? 2 : 0
}

/** What the object at hand says, or in a text that is broken the first that says anything. */
function namespaceAt({ file, source: { text }, start }: Chunk, offset: number): string {
  let at = offset - start
  while (at > 0 && /\s/.test(text[at - 1]!)) at--
  const spot = spotAt(file, start + at)
  const said =
    spot?.namespace ??
    (spot?.object
      ? undefined
      : /(?:^[ \t]+|^["']?metadata\b.*?|[{,]\s*)["']?namespace["']?:[ \t]*["']?([\w-]+)/m.exec(text)?.[1])
  return said ?? 'default'
}

function suggest(asked: Asked): Suggestion[] {
  const { where, path, here, kind } = asked
  if (where.role === 'key') {
    const top = path.length === 0
    // A scalar in a list looks like the beginning of a key.
    if (here && here.value.kind === 'scalar') return [...nameItems(asked), ...plainItems(asked)]
    return [
      ...(top && kind === '' ? manifestItems(asked) : []),
      ...itemBelowKey(asked),
      ...fieldItems(asked),
      ...(here?.value.kind === 'map' ? mapKeyItems(asked) : []),
    ]
  }
  if (path.length === 1 && path[0] === 'kind') return kindItems(asked)
  if (path.length === 1 && path[0] === 'apiVersion') return versionItems(asked)
  const names = nameItems(asked)
  return names.length > 0 ? [...names, ...plainItems(asked)] : plainItems(asked)
}

function itemOf(
  one: Suggestion,
  range: ReturnType<typeof rangeIn>,
  lead: string,
  { where, here }: Asked,
  snippets: boolean,
  uri: string,
): CompletionItem {
  const { label, kind, detail, rank = 5, field, documentation, whole = false } = one
  const snippet = one.snippet === true && !where.followed
  const asSnippet = snippets && snippet
  const full =
    one.rest === undefined ? (one.text ?? writtenValue(label, here?.value.scalar, where)) : keyText(one, where)
  const text = snippet && !snippets ? plain(full, whole) : full
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: 'markdown', value: documentation } }),
    sortText: `${rank}${one.order ?? ''}${label}`,
    filterText: where.quote + label,
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: lead + text },
    ...(field && { data: { uri, ...field } }),
  }
}

function keyText({ label, rest = '', snippet }: Suggestion, where: Where): string {
  const key = writtenKey(label, where)
  return where.followed ? key : `${snippet ? escaped(key) : key}${rest}`
}

/** A snippet for an editor without them: its first line, or all of it, and nothing to fill in. */
const plain = (snippet: string, whole: boolean): string =>
  (whole ? snippet : snippet.split('\n')[0]!)
    .replaceAll(/\$\{\d+:([^}]*)\}|\$\{\d+\|((?:\\.|[^,|])*)[^}]*\}|\$\d+/g, '$1$2')
    .replaceAll(/\\([\\$},|])/g, '$1')
    .trimEnd()

export { CompletionItemKind }
