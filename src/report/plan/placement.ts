import type { Placement } from '../../plan/placement.ts'
import { clock } from './words.ts'

/** A table: a row for each node, the best first, a column for each scorer, and why a node was rejected. */
export function placementText({ pod, at, node, message, best, plugins, rows }: Placement): string {
  const head = node
    ? `Pod ${pod} goes to ${node} at ${clock(at)}.`
    : `Pod ${pod} goes nowhere at ${clock(at)}: ${message ?? ''}`
  const tie = best.length > 1 ? `\nAs good: ${best.join(', ')}. The first by name was taken.` : ''
  const scored = rows.some(({ total }) => total !== undefined)
  const table = [
    ['node', ...(scored ? ['total', ...plugins] : []), 'verdict'],
    ...rows.map(({ node: name, total, scores, rejected }) => [
      name,
      ...(scored
        ? [total === undefined ? '' : String(total), ...scores.map(score => (total === undefined ? '' : String(score)))]
        : []),
      rejected ?? (name === node ? 'taken' : 'fits'),
    ]),
  ]
  const widths = table[0]!.map((_, column) => Math.max(...table.map(row => row[column]!.length)))
  const lines = table.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return `${head}${tie}\n\n${lines.join('\n')}\n`
}
