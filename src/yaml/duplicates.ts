import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../text/source.ts'
import { lineCounter } from './cursor.ts'
import type { Facts } from './facts.ts'
import { goSyntax } from './go-syntax.ts'
import type { Pair, YamlNode } from './node.ts'
import { formatPath, type Path } from './path.ts'

export interface Duplicate {
  readonly path: Path
  readonly pair: Pair
  /** The first pair with that name. */
  readonly first: Pair
}

/** Keys that appear again in their mapping, in the order of the text. What is behind an alias is not visited again. */
export function duplicatesIn(root: YamlNode): Duplicate[] {
  const found: Duplicate[] = []
  const work: { node: YamlNode; path: Path }[] = [{ node: root, path: [] }]
  for (let next = work.pop(); next; next = work.pop()) {
    const { node, path } = next
    if (node.kind === 'scalar' || node.alias) continue
    if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--)
        if (node.items[index]!.kind !== 'scalar') work.push({ node: node.items[index]!, path: [...path, index] })
      continue
    }
    if (Object.keys(node.value).length < node.pairs.length) {
      const seen = new Map<string, Pair>()
      for (const pair of node.pairs) {
        // A key that is a mapping or a list has no name.
        if (pair.merge || pair.key.kind !== 'scalar') continue
        const first = seen.get(pair.name)
        if (first) found.push({ path: [...path, pair.name], pair, first })
        else seen.set(pair.name, pair)
      }
    }
    for (let index = node.pairs.length - 1; index >= 0; index--) {
      const pair = node.pairs[index]!
      if (pair.node.kind !== 'scalar') work.push({ node: pair.node, path: [...path, pair.name] })
    }
  }
  return found.sort((a, b) => a.pair.key.start - b.pair.key.start)
}

/** `duplicate field "data.a"`, as strict decoding of JSON says it. */
export const jsonDuplicates = (root: YamlNode): string[] => [
  ...new Set(duplicatesIn(root).map(({ path }) => `duplicate field "${formatPath(path)}"`)),
]

/** One finding for each key that appears again, with the place where it appears first. */
export function describeDuplicates(source: Source, root: YamlNode): Diagnostic[] {
  const duplicates = duplicatesIn(root)
  const separator = missingSeparator(source, duplicates)
  const rest = separator ? duplicates.filter(({ path }) => path.length > 1) : duplicates
  return [...(separator ? [separator] : []), ...rest.map(duplicate => describe(source, duplicate))]
}

const describe = (source: Source, { path, pair, first }: Duplicate): Diagnostic => ({
  code: 'yaml/duplicate-key',
  severity: 'error',
  message: `The key "${pair.name}" appears twice in one mapping; the value above is lost`,
  at: { source, start: pair.key.start, end: pair.key.end },
  path: formatPath(path),
  related: [
    { at: { source, start: first.key.start, end: first.key.end }, message: `"${pair.name}" appears here first` },
  ],
  advice: 'Remove one of the two.',
})

/** In braces there is no place for a separator. */
const isLineStart = ({ text }: Source, at: number): boolean => text[at - 1] === '\n' || text[at - 1] === '\r'

const breakIn = ({ text }: Source): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** A second apiVersion and a second kind at the top make a second object. */
function missingSeparator(source: Source, duplicates: readonly Duplicate[]): Diagnostic | undefined {
  const top = duplicates.filter(({ path }) => path.length === 1)
  const version = top.find(({ pair }) => pair.name === 'apiVersion')
  const kind = top.find(({ pair }) => pair.name === 'kind')
  if (!version || !kind) return undefined
  const second = version.pair.key.start < kind.pair.key.start ? version : kind
  const { start, end } = second.pair.key
  const { first } = second
  return {
    code: 'yaml/missing-separator',
    severity: 'error',
    message: 'A second object begins here, but no `---` separates it from the one above, which is lost',
    at: { source, start, end },
    related: [{ at: { source, start: first.key.start, end: first.key.end }, message: 'The first object begins here' }],
    advice: 'Put a line with `---` between the two objects.',
    ...(isLineStart(source, start) && {
      fix: {
        title: 'Insert `---`',
        edits: [{ source, start, end: start, text: `---${breakIn(source)}` }],
        safety: 'review',
      },
    }),
  }
}

/**
 * What strict decoding says of keys that are set again, merged ones included: `line 6: key "a" already set in map`,
 * with the line of the value. Lines count from the start of the document.
 *
 * Truth: goyaml.v2/decode.go setMapIndex
 */
export function strictDuplicates(root: YamlNode, facts: Facts, text: string, from: number): string[] {
  if (facts.merges === 0 && !facts.repeats) return []
  const lines: string[] = []
  const lineOf = lineCounter(text, from)
  const tasks: Task[] = [{ node: root, seen: new Set() }]
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const { node, seen, pair } = task
    if (pair) {
      const typed = typeof pair.key.value === 'string' ? pair.name : `${typeof pair.key.value} ${pair.name}`
      if (!seen.has(typed)) seen.add(typed)
      else lines.push(`line ${lineOf(node.start)}: key ${goSyntax(pair.key, facts, text)} already set in map`)
    } else if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--)
        tasks.push({ node: node.items[index]!, seen: new Set() })
    } else if (node.kind === 'mapping') {
      for (let index = node.pairs.length - 1; index >= 0; index--) tasks.push(...setting(node.pairs[index]!, seen))
    }
  }
  return lines
}

/** A value to visit, or, with a pair, a key to set. */
interface Task {
  readonly node: YamlNode
  readonly seen: Set<string>
  readonly pair?: Pair
}

/** In reverse, because the last task is done first. Merged mappings set their keys in the mapping around them. */
function setting(pair: Pair, seen: Set<string>): Task[] {
  if (!pair.merge)
    return [
      { node: pair.node, seen, pair },
      { node: pair.node, seen: new Set() },
    ]
  const sources = pair.node.kind === 'sequence' ? pair.node.items : [pair.node]
  return sources.filter(source => source.kind === 'mapping').map(node => ({ node, seen }))
}
