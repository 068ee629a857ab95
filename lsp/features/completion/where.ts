import type { Span } from '../../../src/text/source.ts'
import { type FlowPlace, placeInFlow } from './flow.ts'
import { type Line, lineAt, readLine } from './line.ts'

/** What one mapping on the way to the cursor says beside it: its keys, and what stands behind them on their lines. */
export type Beside = ReadonlyMap<string, string>

/** Where the cursor is, made out from the text and its indentation alone: the line being typed is rarely YAML. */
export interface Where {
  /** The mapping or list that the cursor is in, or the field whose value is being written. */
  readonly path: readonly (string | number)[]
  readonly role: 'key' | 'value'
  /** What has been typed of it, and what an answer would replace. */
  readonly typed: string
  readonly replace: Span
  /** Every mapping on the way, from the outermost to the one the cursor is in; one without keys yet is empty. */
  readonly levels: readonly { readonly path: readonly (string | number)[]; readonly beside: Beside }[]
  /** The column of a key written here, and that of the first character of its line. */
  readonly column: number
  readonly indent: number
  /** In braces or brackets, where what is written stays on its line. */
  readonly flow: boolean
  /** A quote is open: only what it would hold is completed. */
  readonly quote: string
}

/** Undefined inside of comments and block texts, where nothing is known of what comes. */
export function whereIs(text: string, offset: number): Where | undefined {
  if (/^\s*(?:---\s*)?\{(?!\{)/.test(text.slice(0, 200))) return fromFlow(text, offset, text.indexOf('{'), [], [], 0)
  const current = lineAt(text, offset)
  const before = text.slice(current.start, offset)
  if (/(?:^|\s)#/.test(before) || before.startsWith('---')) return undefined
  const line = readLine(current, offset)
  const above = new Above(text, current.start)
  const found = above.walk(line)
  if (!found) return undefined
  const { path, levels } = found
  below(text, current.end, line, levels.at(-1)?.beside)
  if (line.key !== undefined) {
    const own = [...path, line.key]
    const { rest, restStart } = line
    if (/^[&!]|^[|>]/.test(rest)) return undefined
    if (/^[{[]/.test(rest)) return fromFlow(text, offset, restStart, own, levels, line.indent)
    return valueAt(text, offset, restStart, own, levels, line)
  }
  const { contentStart, column, indent } = line
  if (/^[{[]/.test(text.slice(contentStart, offset))) return fromFlow(text, offset, contentStart, path, levels, indent)
  const { typed, quote } = unquoted(text.slice(contentStart, offset))
  const end = endOfWord(text, offset, current.end)
  return {
    path,
    role: 'key',
    typed,
    replace: { start: contentStart, end: /^[^\S\r\n]*:/.test(text.slice(end, current.end)) ? offset : end },
    levels,
    column,
    indent,
    flow: false,
    quote,
  }
}

function valueAt(
  text: string,
  offset: number,
  start: number,
  path: readonly (string | number)[],
  levels: Where['levels'],
  { column, indent }: Line,
): Where {
  const { typed, quote } = unquoted(text.slice(start, offset))
  const lineEnd = lineAt(text, offset).end
  const rest = text.slice(offset, lineEnd)
  const comment = rest.search(/\s+#|\s*$/)
  const end = offset + (comment < 0 ? rest.length : comment)
  return { path, role: 'value', typed, replace: { start, end }, levels, column, indent, flow: false, quote }
}

function fromFlow(
  text: string,
  offset: number,
  start: number,
  path: readonly (string | number)[],
  levels: Where['levels'],
  indent: number,
): Where | undefined {
  const place: FlowPlace | undefined = placeInFlow(text, start, offset)
  if (!place) return undefined
  const inner = place.levels.map(level => ({ path: [...path, ...level.path], beside: level.beside }))
  const { typed, quote } = unquoted(text.slice(place.start, offset))
  return {
    path: [...path, ...place.path],
    role: place.role,
    typed,
    replace: { start: place.start, end: endOfWord(text, offset, lineAt(text, offset).end) },
    levels: [...levels, ...inner],
    column: indent,
    indent,
    flow: true,
    quote,
  }
}

function unquoted(text: string): { typed: string; quote: string } {
  const quote = text[0] === '"' || text[0] === "'" ? text[0] : ''
  return { typed: text.slice(quote.length), quote }
}

function endOfWord(text: string, from: number, lineEnd: number): number {
  let end = from
  while (end < lineEnd && /[\w./"'-]/.test(text[end]!)) end++
  return end
}

/** Reads upwards: what is indented less is what holds the line, what is indented alike stands beside it. */
class Above {
  readonly #text: string
  #at: number

  constructor(text: string, before: number) {
    this.#text = text
    this.#at = before
  }

  #next(): Line | undefined {
    while (this.#at > 0) {
      const line = lineAt(this.#text, this.#at - 1)
      this.#at = line.start
      const read = readLine(line, line.end)
      if (!read.blank) return read
    }
    return undefined
  }

  walk(
    from: Line,
  ): { path: (string | number)[]; levels: { path: (string | number)[]; beside: Map<string, string> }[] } | undefined {
    /** From the cursor outwards. */
    const steps: (string | number)[] = []
    const levels: { depth: number; beside: Map<string, string> }[] = []
    const level = () => {
      const beside = new Map<string, string>()
      levels.push({ depth: steps.length, beside })
      return beside
    }
    let beside = level()
    let column = from.column
    let inList = false
    const intoList = (line: Line): void => {
      for (let index = line.dashes.length - 1; index >= 0; index--) {
        steps.push(0)
        column = line.dashes[index]!
        inList = true
      }
    }
    intoList(from)
    for (let line = this.#next(); line; line = this.#next()) {
      if (line.marker) break
      if (inList) {
        const first = line.dashes[0]
        if (first === column && line.indent === column) {
          // An item before this one.
          const at = steps.length - 1
          if (typeof steps[at] === 'number') steps[at] = Number(steps[at]) + 1
          continue
        }
        if (line.indent > column || line.column > column || line.key === undefined) continue
      } else {
        if (line.column === column && line.key !== undefined) {
          if (!beside.has(line.key)) beside.set(line.key, scalarText(line.rest))
          if (line.dashes.length > 0) intoList(line)
          continue
        }
        if (line.column >= column || line.key === undefined) continue
      }
      if (/^[|>]/.test(line.rest)) return undefined
      if (!/^(?:[&!]\S+\s*)*$/.test(line.rest.replace(/(?:^|\s)#.*$/, '').trim())) {
        // `key: value` and then something deeper: half typed, or wrong; the way leads on all the same.
        if (!inList && line.column >= column) continue
      }
      steps.push(line.key!)
      beside = level()
      beside.set(line.key!, scalarText(line.rest))
      column = line.column
      inList = false
      intoList(line)
    }
    const path = [...steps].reverse()
    return {
      path,
      levels: levels
        .map(({ depth, beside: map }) => ({ path: path.slice(0, path.length - depth), beside: map }))
        .reverse(),
    }
  }
}

/** What stands beside the cursor on the lines below it. */
function below(text: string, from: number, { column, dashes }: Line, beside: Beside | undefined): void {
  if (!(beside instanceof Map)) return
  for (let at = from; at < text.length; ) {
    const next = lineAt(text, Math.min(at + 1, text.length))
    if (next.start <= at && next.end <= at) break
    at = next.end
    const line = readLine(next, next.end)
    if (line.blank) {
      if (next.end >= text.length) break
      continue
    }
    if (line.marker || line.column < column || (line.dashes.length > 0 && line.dashes[0]! < column)) break
    if (line.column === column && line.key !== undefined && line.dashes.length === 0)
      beside.set(line.key, scalarText(line.rest))
    if (dashes.length > 0 && line.dashes[0] === dashes[0]) break
    if (next.end >= text.length) break
  }
}

const scalarText = (rest: string): string =>
  rest
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
