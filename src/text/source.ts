/** A half-open range of offsets (UTF-16 code units) in one source. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Lines and columns from 1, as people count; columns in UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text with a name: a file, standard input, a buffer of an editor. */
export class Source {
  readonly name: string
  readonly text: string
  #starts: number[] | undefined

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
  }

  /** The offset at which each line starts. LF, CRLF and a lone CR end a line. */
  get lineStarts(): readonly number[] {
    return (this.#starts ??= this.text.includes('\r') ? startsOfAnyLines(this.text) : startsOfLines(this.text))
  }

  position(offset: number): Position {
    const starts = this.lineStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.max(0, Math.min(offset, this.text.length) - starts[low]!) + 1 }
  }

  offset({ line, column }: Position): number {
    const start = this.lineStarts[Math.min(line, this.lineStarts.length) - 1] ?? 0
    return Math.min(start + column - 1, this.text.length)
  }
}

/** Of a text that only LF ends lines in: searching is much faster than looking at each character. */
function startsOfLines(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function startsOfAnyLines(text: string): number[] {
  const starts = [0]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 13 && text.charCodeAt(index + 1) === 10) index++
    if (code === 10 || code === 13) starts.push(index + 1)
  }
  return starts
}
