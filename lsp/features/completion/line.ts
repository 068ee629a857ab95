/** One line of block YAML, as far as it can be told without the others. */
export interface Line {
  readonly indent: number
  /** The columns of the dashes before the content. */
  readonly dashes: readonly number[]
  /** Where the content begins behind white space and dashes. */
  readonly column: number
  readonly contentStart: number
  /** The key, when one ends with a colon; and what stands behind it. */
  readonly key: string | undefined
  readonly rest: string
  readonly restStart: number
  readonly blank: boolean
  /** `---` or `...` */
  readonly marker: boolean
}

interface Bounds {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The line that an offset is in, without its break. */
export function lineAt(text: string, offset: number): Bounds {
  let start = offset
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--
  let end = offset
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++
  return { text, start, end }
}

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#"'{[&*!|>%@`,][^#:]*?(?::[^\s:#][^#:]*?)*))\s*:(?=\s|$)/

/** Reads a line up to an offset: what is behind the cursor is not there yet. */
export function readLine({ text, start }: Bounds, to: number): Line {
  const line = text.slice(start, to)
  let at = 0
  const dashes: number[] = []
  while (line[at] === ' ') at++
  const indent = at
  while (line[at] === '-' && (line[at + 1] === ' ' || line.length === at + 1)) {
    dashes.push(at)
    at++
    while (line[at] === ' ') at++
  }
  // A dash alone: what it will hold begins two columns further on.
  const column = dashes.length > 0 && at === line.length && line.endsWith('-') ? at + 1 : at
  // A byte order mark has no width.
  const mark = start === 0 && line[at] === '\ufeff' ? 1 : 0
  const content = line.slice(at + mark)
  const match = content.length < 2000 ? KEY.exec(content) : null
  const key = match ? (match[1] ?? match[2] ?? match[3]) : undefined
  const behind = match ? match[0].length : 0
  const space = match ? /^\s*/.exec(content.slice(behind))![0].length : 0
  return {
    indent,
    dashes,
    column,
    contentStart: start + at + mark,
    key,
    rest: match ? content.slice(behind + space).trimEnd() : '',
    restStart: start + at + mark + behind + space,
    blank: content === '' ? dashes.length === 0 : content[0] === '#',
    marker: /^(?:---|\.\.\.)(?:\s|$)/.test(line),
  }
}
