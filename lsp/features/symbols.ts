import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import { pairOf, type YamlNode } from '../../src/yaml/node.ts'
import { nodeAt } from '../../src/yaml/place.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { inFile, locationOf, rangeIn } from '../workspace/positions.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** The objects of a file, and below each what it is made of: fields to the third level, items by their names. */
export function documentSymbols(file: ManifestFile): DocumentSymbol[] {
  return file.chunks.flatMap(chunk =>
    chunk.objects.flatMap(object => {
      const node = nodeAt(object.document, object.base)
      return node ? [symbolOf(object, node, chunk.start, file)] : []
    }),
  )
}

function symbolOf(object: ManifestObject, node: YamlNode, start: number, file: ManifestFile): DocumentSymbol {
  const at = object.at(['metadata', 'name'])
  return {
    name: object.subject.name || object.kind || 'object',
    detail: [object.kind, object.subject.namespace].filter(Boolean).join(' in '),
    kind: SymbolKind.Class,
    range: rangeOf(file, start, node),
    selectionRange: rangeOf(file, start, within(at, node) ? at : { start: node.start, end: node.start }),
    children: file.text.length > LARGE ? [] : childrenOf(node, start, file, 0),
  }
}

/** Of larger texts the objects alone: an editor asks for all of it again after each key. */
const LARGE = 1_000_000
const DEEPEST = 5
const MOST_CHILDREN = 500

function childrenOf(node: YamlNode, start: number, file: ManifestFile, depth: number): DocumentSymbol[] {
  if (depth >= DEEPEST || node.kind === 'scalar' || node.alias) return []
  if (node.kind === 'mapping')
    return node.pairs.slice(0, MOST_CHILDREN).map(pair => {
      const end = Math.max(pair.key.end, pair.node.alias ? 0 : pair.node.end)
      return {
        name: pair.name === '' ? '""' : pair.name,
        kind: kindOf(pair.node),
        range: rangeOf(file, start, { start: pair.key.start, end }),
        selectionRange: rangeOf(file, start, pair.key),
        children: childrenOf(pair.node, start, file, depth + 1),
      }
    })
  return node.items.slice(0, MOST_CHILDREN).flatMap((item, index) => {
    if (item.kind !== 'mapping' || item.alias) return []
    const name = pairOf(item, 'name')?.node
    const label = name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : `${index}`
    return [
      {
        name: label,
        kind: SymbolKind.Object,
        range: rangeOf(file, start, item),
        selectionRange: rangeOf(
          file,
          start,
          name && within(name, item) ? name : { start: item.start, end: item.start },
        ),
        children: childrenOf(item, start, file, depth + 1),
      },
    ]
  })
}

const kindOf = (node: YamlNode): SymbolKind => {
  if (node.kind === 'mapping') return SymbolKind.Module
  if (node.kind === 'sequence') return SymbolKind.Array
  const { value } = node
  return typeof value === 'boolean'
    ? SymbolKind.Boolean
    : typeof value === 'string'
      ? SymbolKind.String
      : SymbolKind.Number
}

const within = (inner: { start: number; end: number }, outer: { start: number; end: number }): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

const rangeOf = (file: ManifestFile, start: number, span: { start: number; end: number }) =>
  rangeIn(file.source, { start: start + span.start, end: start + span.end })

const MOST = 500

/** Objects of the whole workspace by what is typed of their names or kinds: `dep web` finds Deployments called web. */
export function workspaceSymbols({ folders }: Workspace, query: string): WorkspaceSymbol[] {
  const words = query
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean)
  const found: WorkspaceSymbol[] = []
  for (const { index } of folders) {
    for (const { kind, name, namespace, object } of index.entries()) {
      const text = `${kind} ${namespace} ${name}`.toLowerCase()
      if (!words.every(word => text.includes(word))) continue
      const place = inFile(object.at(['metadata', 'name']))
      if (!place) continue
      found.push({
        name: `${kind} ${name}`,
        kind: SymbolKind.Class,
        location: locationOf(place),
        ...(namespace && { containerName: namespace }),
      })
      if (found.length >= MOST) return found
    }
  }
  return found
}
