import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver'
import type { YamlNode } from '../../src/yaml/node.ts'
import type { ManifestFile } from '../workspace/file.ts'

/** Documents, values over several lines, and comments one below the other. */
export function folding(file: ManifestFile): FoldingRange[] {
  const found = new Map<number, FoldingRange>()
  const lineOf = (offset: number): number => file.source.position(offset).line - 1
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
    const known = found.get(startLine)
    if (endLine > startLine && (!known || known.endLine < endLine))
      found.set(startLine, { startLine, endLine, ...(kind && { kind }) })
  }
  for (const chunk of file.chunks) {
    const end = (offset: number): number => {
      // White space and comments behind a value are not part of it.
      let at = chunk.start + offset
      while (at > chunk.start && /\s/.test(file.text[at - 1]!)) at--
      return lineOf(at)
    }
    for (const { node, comments, span } of chunk.documents) {
      add(lineOf(chunk.start + span.start), end(span.end))
      if (node) visit(node, 0)
      for (let from = 0; from < comments.length; ) {
        let to = from
        while (comments[to + 1]?.alone && comments[to + 1]!.line === comments[to]!.line + 1) to++
        if (comments[from]!.alone)
          add(
            lineOf(chunk.start + comments[from]!.start),
            lineOf(chunk.start + comments[to]!.start),
            FoldingRangeKind.Comment,
          )
        from = to + 1
      }
    }
    function visit(node: YamlNode, depth: number): void {
      if (node.alias || depth > 200) return
      if (node.kind === 'mapping') {
        for (const pair of node.pairs) {
          if (!pair.node.alias) add(lineOf(chunk.start + pair.key.start), end(pair.node.end))
          visit(pair.node, depth + 1)
        }
      } else if (node.kind === 'sequence') {
        for (const item of node.items) {
          if (!item.alias) add(lineOf(chunk.start + item.start), end(item.end))
          visit(item, depth + 1)
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.startLine - b.startLine)
}
