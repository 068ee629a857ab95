import type { Place } from '../../diagnostic/diagnostic.ts'
import type { Source } from '../../text/source.ts'
import type { Document } from '../../yaml/document.ts'

/**
 * Where a rendered line comes from in its template: the only line that reads the same, else the only
 * one with the same key, of several the one whose neighbours fit best, else where the object begins.
 */
export function inTemplate(template: Source, { source }: Document, at: Place): Place {
  const rendered = source.text.split('\n')
  const lines = template.text.split(/\r?\n/)
  const row = source.position(at.start).line - 1
  const wanted = rendered[row]?.trim() ?? ''
  const key = keyOf(wanted)
  const same = indexes(lines, line => line.trim() === wanted && wanted !== '')
  const alike = same.length > 0 ? same : indexes(lines, line => key !== undefined && keyOf(line.trim()) === key)
  const best =
    pick(alike, index => likeness(lines, index, rendered, row)) ??
    indexes(lines, line => /^\s*kind:/.test(line))[0] ??
    0
  return linePlace(template, best)
}

/** `- image: nginx` → `image` */
const keyOf = (line: string): string | undefined => /^(?:- +)?["']?([\w./-]+)["']?\s*:/.exec(line)?.[1]

const indexes = (lines: readonly string[], test: (line: string) => boolean): number[] =>
  lines.flatMap((line, index) => (test(line) ? [index] : []))

function pick(candidates: readonly number[], score: (index: number) => number): number | undefined {
  let best: number | undefined
  let bestScore = -1
  for (const candidate of candidates) {
    const value = score(candidate)
    if (value > bestScore) [best, bestScore] = [candidate, value]
  }
  return best
}

const REACH = 12

/** How many of the lines just above also stand above the candidate, by what they say or by their key. */
function likeness(lines: readonly string[], index: number, rendered: readonly string[], row: number): number {
  const around = new Set(
    lines.slice(Math.max(0, index - REACH), index).flatMap(line => [line.trim(), keyOf(line.trim()) ?? '']),
  )
  let score = 0
  for (let up = 1; up <= REACH && row - up >= 0; up++) {
    const line = rendered[row - up]!.trim()
    if (around.has(line)) score += 2
    else if (around.has(keyOf(line) ?? '\n')) score += 1
  }
  return score
}

function linePlace(source: Source, index: number): Place {
  const from = source.lineStarts[index] ?? 0
  const line = source.text.slice(from, source.lineStarts[index + 1] ?? source.text.length).trimEnd()
  const indent = line.length - line.trimStart().length
  return { source, start: from + indent, end: from + line.length }
}
