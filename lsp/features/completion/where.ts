import type { Span } from '../../../src/text/source.ts'
import { type FlowPlace, placeInFlow } from './flow.ts'
import { type Line, lineAt, readLine } from './line.ts'

/** What one mapping on the way to the cursor says beside it: its keys, and what stands behind them on their lines. */
type Beside = ReadonlyMap<string, string>

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
  /** In a text that is JSON, where every text has quotes. */
  readonly json: boolean
  /** The key above at the same column whose value has not begun, or is a list at that column. */
  readonly lastKey?: string
  /** The key that is being written has its colon already. */
  readonly followed: boolean
  /** A quote is open: only what it would hold is completed. */
  readonly quote: string
}

/** A mapping on the way, and the column of its keys. */
interface Level {
  readonly path: readonly (string | number)[]
  readonly beside: Map<string, string>
  readonly column: number
}

/** Undefined inside of comments and block texts, where nothing is known of what comes. */
export function whereIs(text: string, offset: number, isJson = false): Where | undefined {
  const whole = /^\s*(?:---\s*)?\{(?!\{)/.exec(text.slice(0, 200))
  if (whole) {
    const json = isJson || /^\s*\{\s*"/.test(text.slice(0, 200))
    return fromFlow(text, offset, text.indexOf('{'), [], [], 0, json)
  }
  const current = lineAt(text, offset)
  const before = text.slice(current.start, offset)
  if (/(?:^|\s)#/.test(before) || before.startsWith('---')) return undefined
  const line = readLine(current, offset)
  const opening = openAbove(text, current.start, line.indent)
  if (opening !== undefined) {
    const from = lineAt(text, opening)
    const first = readLine(from, from.end)
    const way = new Above(text, from.start).walk(first)
    const own = first.key === undefined ? [] : [first.key]
    if (way) {
      below(text, current.end, way.levels)
      return fromFlow(text, offset, opening, [...way.path, ...own], way.levels, first.indent)
    }
  }
  const found = new Above(text, current.start).walk(line)
  if (!found) return undefined
  const { path, levels, lastKey } = found
  below(text, current.end, levels)
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
  const end = endOfKey(text, offset, current.end, quote)
  return {
    path,
    role: 'key',
    typed,
    replace: { start: contentStart, end },
    levels,
    column,
    indent,
    flow: false,
    json: false,
    ...(lastKey !== undefined && { lastKey }),
    followed: hasColon(text, end, current.end),
    quote,
  }
}

const hasColon = (text: string, from: number, lineEnd: number): boolean =>
  /^[^\S\r\n]*:/.test(text.slice(from, Math.min(lineEnd, from + 200)))

const FARTHEST_LINES = 2000

/**
 * The bracket that was opened on a line above and is not closed yet. What stands in it is indented more than the line
 * it began on: a text that is less so has left it, whether somebody closed it or not.
 */
function openAbove(text: string, before: number, indent: number): number | undefined {
  let least = indent
  let outermost: number | undefined
  for (let at = before, lines = 0; at > 0 && lines < FARTHEST_LINES && least > 0; lines++) {
    const bounds = lineAt(text, at - 1)
    at = bounds.start
    const line = readLine(bounds, bounds.end)
    if (line.blank) continue
    if (line.marker) break
    const start = line.key === undefined ? line.contentStart : line.restStart
    if (line.indent < least && /[{[]/.test(text[start] ?? '') && placeInFlow(text, start, before)) outermost = start
    if (!/^[\]}]/.test(text.slice(line.contentStart, bounds.end))) least = Math.min(least, line.indent)
  }
  return outermost
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
  return {
    path,
    role: 'value',
    typed,
    replace: { start, end },
    levels,
    column,
    indent,
    flow: false,
    json: false,
    followed: false,
    quote,
  }
}

function fromFlow(
  text: string,
  offset: number,
  start: number,
  path: readonly (string | number)[],
  levels: Where['levels'],
  indent: number,
  json = false,
): Where | undefined {
  const place: FlowPlace | undefined = placeInFlow(text, start, offset)
  if (!place) return undefined
  const inner = place.levels.map(level => ({ path: [...path, ...level.path], beside: level.beside }))
  const { typed, quote } = unquoted(text.slice(place.start, offset))
  const lineEnd = lineAt(text, offset).end
  const end = place.role === 'key' ? endOfKey(text, offset, lineEnd, quote) : endOfItem(text, offset, lineEnd, quote)
  return {
    path: [...path, ...place.path],
    role: place.role,
    typed,
    replace: { start: place.start, end },
    levels: [...levels, ...inner],
    column: indent,
    indent,
    flow: true,
    json,
    followed: place.role === 'key' && hasColon(text, end, lineEnd),
    quote,
  }
}

function unquoted(text: string): { typed: string; quote: string } {
  const quote = text[0] === '"' || text[0] === "'" ? text[0] : ''
  return { typed: text.slice(quote.length), quote }
}

function endOfKey(text: string, from: number, lineEnd: number, quote: string): number {
  return closed(text, from, lineEnd, quote) ?? upTo(/[^\w./-]/, text, from, lineEnd)
}

/** A value in braces or brackets. */
function endOfItem(text: string, from: number, lineEnd: number, quote: string): number {
  return closed(text, from, lineEnd, quote) ?? upTo(/[\s,[\]{}"']/, text, from, lineEnd)
}

/** Behind the quote that closes what was opened, if that is on the same line and in the same item. */
function closed(text: string, from: number, lineEnd: number, quote: string): number | undefined {
  if (quote === '') return undefined
  const end = text.indexOf(quote, from)
  return end >= 0 && end < lineEnd && !/[,{}[\]]/.test(text.slice(from, end)) ? end + 1 : undefined
}

function upTo(stop: RegExp, text: string, from: number, lineEnd: number): number {
  const length = text.slice(from, lineEnd).search(stop)
  return length < 0 ? lineEnd : from + length
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

  walk(from: Line): { path: (string | number)[]; levels: Level[]; lastKey: string | undefined } | undefined {
    /** From the cursor outwards. */
    const steps: (string | number)[] = []
    const levels: { depth: number; beside: Map<string, string>; column: number }[] = []
    const level = (column: number) => {
      const beside = new Map<string, string>()
      levels.push({ depth: steps.length, beside, column })
      return beside
    }
    let beside = level(from.column)
    let column = from.column
    let inList = false
    let lastKey: string | undefined
    let isFirst = from.dashes.length === 0
    let deeper = false
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
          if (isFirst && !deeper && line.dashes.length === 0 && line.rest === '') lastKey = line.key
          isFirst = false
          if (line.dashes.length > 0) intoList(line)
          continue
        }
        deeper = line.dashes[0] !== column
        if (line.column >= column || line.key === undefined) continue
        isFirst = false
      }
      if (/^[|>]/.test(line.rest)) return undefined
      if (!/^(?:[&!]\S+\s*)*$/.test(line.rest.replace(/(?:^|\s)#.*$/, '').trim())) {
        // `key: value` and then something deeper: half typed, or wrong; the way leads on all the same.
        if (!inList && line.column >= column) continue
      }
      steps.push(line.key!)
      beside = level(line.column)
      beside.set(line.key!, scalarText(line.rest))
      column = line.column
      inList = false
      intoList(line)
    }
    const path = [...steps].reverse()
    return {
      path,
      lastKey,
      levels: levels
        .map(({ depth, beside: map, column: at }) => ({
          path: path.slice(0, path.length - depth),
          beside: map,
          column: at,
        }))
        .reverse(),
    }
  }
}

/** What stands on the lines below beside the cursor, and beside what holds it. */
function below(text: string, from: number, levels: readonly Level[]): void {
  let depth = levels.length - 1
  for (let at = from; at < text.length; ) {
    const bounds = lineAt(text, at + (text.startsWith('\r\n', at) ? 2 : 1))
    at = bounds.end
    const line = readLine(bounds, bounds.end)
    if (line.blank) continue
    if (line.marker) return
    while (depth >= 0 && (line.dashes[0] ?? line.column) < levels[depth]!.column) depth--
    const level = levels[depth]
    if (!level) return
    if (line.column === level.column && line.key !== undefined && !level.beside.has(line.key))
      level.beside.set(line.key, scalarText(line.rest))
  }
}

const scalarText = (rest: string): string =>
  rest
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
