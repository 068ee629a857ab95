const MOST_CHARACTERS = 4096
const MOST_EACH = 256

/**
 * The warnings that reach the client: none twice, and when they are too much together, each is cut short and
 * what comes after the limit is lost.
 *
 * Truth: apiserver/pkg/endpoints/filters/warning.go
 */
export function warningHeaders(warnings: readonly string[]): string[] {
  if (warnings.length < 2 && (warnings[0]?.length ?? 0) <= MOST_CHARACTERS) return [...warnings]
  const distinct = [...new Set(warnings)].filter(text => text !== '')
  const written: string[] = []
  let total = 0
  for (const [index, text] of distinct.entries()) {
    total += lengthOf(text)
    if (total > MOST_CHARACTERS) return cutShort(distinct, index)
    written.push(text)
  }
  return written
}

/** Those up to the one that was too much are written anew, however long they are; later ones while there is room. */
function cutShort(texts: readonly string[], tooMuch: number): string[] {
  const written: string[] = []
  let total = 0
  for (const [index, text] of texts.entries()) {
    if (index > tooMuch && total >= MOST_CHARACTERS) break
    const short = lengthOf(text) > MOST_EACH ? [...text].slice(0, MOST_EACH).join('') : text
    total += lengthOf(short)
    written.push(short)
  }
  return written
}

/** In code points, as Go counts runes. */
const lengthOf = (text: string): number => (text.length <= MOST_EACH ? text.length : [...text].length)
