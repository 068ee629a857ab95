import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import type { ManifestObject } from '../../../src/manifest/objects.ts'
import { equal, isObject, type Json, type JsonObject } from '../../../src/resource/json.ts'
import { parseApiVersion } from '../../../src/resource/object.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { availability } from '../../../src/schema/history.ts'
import type { Edit } from '../../../src/text/edit.ts'
import type { Document } from '../../../src/yaml/document.ts'
import { insertPair, replaceValue } from '../../../src/yaml/edit.ts'
import { type MappingNode, type Pair, pairOf, type YamlNode } from '../../../src/yaml/node.ts'
import { nodeAt } from '../../../src/yaml/place.ts'
import { removePair } from '../../../src/yaml/remove.ts'
import { chunkOf } from '../../workspace/chunk.ts'
import type { Action } from './actions.ts'
import { MOVES } from './moves.ts'

const CODES: ReadonlySet<string> = new Set(['api/removed', 'api/deprecated', 'api/off-by-default'])

/** A version that goes, is gone, or must be asked for: the one that took its place, with the fields where that one has them. */
export function upgrade(finding: Diagnostic): Action[] {
  const { code, at } = finding
  if (!CODES.has(code)) return []
  const chunk = chunkOf(at.source)
  const object = chunk?.objects.find(one => one.at(['apiVersion']).start === at.start)
  const to = chunk && object ? successor(object, chunk.file.folder.minor) : undefined
  const node = object && nodeAt(object.document, object.base)
  if (!chunk || !object || !to || node?.kind !== 'mapping') return []
  const moved = MOVES[`${object.kind} ${to}`]?.(object.value, object.apiVersion) ?? object.value
  const edits = difference(object.document, node, object.value, { ...moved, apiVersion: to })
  return [
    {
      title: `Upgrade to ${to}`,
      edits: edits.map(edit => ({
        file: chunk.file,
        start: chunk.start + edit.start,
        end: chunk.start + edit.end,
        text: edit.text,
      })),
      cures: finding,
      preferred: true,
    },
  ]
}

/** What the API itself names as its successor, else the best version of the kind; followed to the end. */
function successor({ apiVersion, kind }: ManifestObject, minor: number): string | undefined {
  let here = apiVersion
  for (let steps = 0; steps < 5; steps++) {
    const { group, version } = parseApiVersion(here)
    const next = availability(group, version, kind)?.replacement?.split(' ')[0]
    if (!next || next === here) break
    here = next
    if (catalog(minor).kind(here, kind)?.deprecated === false) break
  }
  const best = catalog(minor).preferred(parseApiVersion(apiVersion).group, kind)?.apiVersion
  const found = here !== apiVersion ? here : best
  return found !== apiVersion && found !== undefined && catalog(minor).kind(found, kind) ? found : undefined
}

/** The fewest edits from one value to another, so that comments and the order of fields stay. */
function difference(document: Document, node: YamlNode, from: Json, to: Json): Edit[] {
  if (equal(from, to)) return []
  if (node.kind === 'mapping' && isObject(from) && isObject(to)) {
    const kept = Object.keys(from).filter(key => to[key] !== undefined)
    if (kept.length > 0 && !node.alias) return mappingDifference(document, node, from, to)
  }
  if (node.kind === 'sequence' && Array.isArray(from) && Array.isArray(to) && from.length === to.length && !node.alias)
    return from.flatMap((item, index) => difference(document, node.items[index]!, item, to[index]!))
  return [replaceValue(document, node, to)]
}

function mappingDifference(document: Document, node: MappingNode, from: JsonObject, to: JsonObject): Edit[] {
  const isGone = ({ name, merge }: Pair): boolean => !merge && from[name] !== undefined && to[name] === undefined
  const edits = removals(document, node, isGone)
  for (const key of Object.keys(from)) {
    const pair = pairOf(node, key)
    if (pair && from[key] !== undefined && to[key] !== undefined)
      edits.push(...difference(document, pair.node, from[key], to[key]))
  }
  const added = Object.keys(to).filter(key => to[key] !== undefined && from[key] === undefined)
  // One edit for all that is new: several at the same place would come in no order. On lines, it comes behind what stays.
  const inLine = node.flow || document.format === 'json'
  const last = inLine ? undefined : node.pairs.findLast(pair => !isGone(pair))
  const inserts = added.map(key => insertPair(document, node, key, to[key]!, last?.name))
  const [first] = inserts
  if (!first) return edits
  const text = inserts.map(one => one.text).join('')
  // What goes right before it makes room for it.
  const at = edits.findIndex(edit => inLine && edit.text === '' && edit.end === first.start)
  return at < 0 ? [...edits, { ...first, text }] : edits.with(at, { ...edits[at]!, text })
}

/** Pairs that go, one by one where each has its lines; those side by side on one line at once. */
function removals(document: Document, node: MappingNode, isGone: (pair: Pair) => boolean): Edit[] {
  const { pairs } = node
  const edits: Edit[] = []
  for (let from = 0; from < pairs.length; from++) {
    if (!isGone(pairs[from]!)) continue
    let to = from
    while (to + 1 < pairs.length && isGone(pairs[to + 1]!)) to++
    const next = pairs[to + 1]
    const previous = pairs[from - 1]
    const { start } = pairs[from]!.key
    if (node.flow || document.format === 'json')
      edits.push(
        next
          ? { start, end: next.key.start, text: '' }
          : { start: previous?.node.end ?? start, end: endOf(pairs[to]!), text: '' },
      )
    else if (!previous && next && !startsLine(document, start)) edits.push({ start, end: next.key.start, text: '' })
    else for (const pair of pairs.slice(from, to + 1)) edits.push(removePair(document, node, pair))
    from = to
  }
  return edits
}

const endOf = ({ key, node }: Pair): number => Math.max(key.end, node.end)

const startsLine = ({ source: { text } }: Document, offset: number): boolean =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === ''
