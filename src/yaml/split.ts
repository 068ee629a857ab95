import type { Span } from '../text/source.ts'

/**
 * Cuts a stream at its `---` lines. Each part begins with its own marker, if it has one, and is read for itself.
 * Directives (`%YAML 1.1`) belong to the document that follows them.
 */
export function splitDocuments(text: string): Span[] {
  const parts: Span[] = []
  let start = 0
  for (let at = nextMarker(text, 0); ; at = nextMarker(text, at + 3)) {
    const end = at < 0 ? text.length : at
    if (end > start && !(at >= 0 && isPrologue(text, start, end))) {
      parts.push({ start, end })
      start = end
    }
    if (at < 0) return parts
  }
}

/** The next `---` at the start of a line that stands for itself. */
function nextMarker(text: string, from: number): number {
  for (let at = text.indexOf('---', from); at >= 0; at = text.indexOf('---', at + 1)) {
    const before = at === 0 ? 10 : text.charCodeAt(at - 1)
    if ((before === 10 || before === 13 || (before === 0xfeff && at === 1)) && isBlank(text.charCodeAt(at + 3)))
      return at
  }
  return -1
}

const isBlank = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || Number.isNaN(code) || code === 0

/** Directives, comments and white space, with at least one directive: the head of the document that follows. */
function isPrologue(text: string, start: number, end: number): boolean {
  let directives = false
  for (let at = start; at < end; ) {
    const code = text.charCodeAt(at)
    if (code === 37) directives = true
    else if (code !== 35 && code !== 10 && code !== 13 && code !== 32 && code !== 9 && code !== 0xfeff) return false
    const next = text.indexOf('\n', at)
    if (code === 32 || code === 9 || code === 0xfeff || next < 0) at++
    else at = next + 1
  }
  return directives
}
