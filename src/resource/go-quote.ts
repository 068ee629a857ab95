const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** Not a letter, mark, number, punctuation, symbol or space: what Go's unicode.IsPrint does not print as it is. */
const UNPRINTABLE = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu

/** A text in quotes as Go writes it with `%q`. Truth: strconv.Quote */
export const goQuote = (text: string): string =>
  `"${text.replaceAll(UNPRINTABLE, char => {
    const known = ESCAPES[char]
    if (known !== undefined) return known
    const point = char.codePointAt(0)!
    if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`
    return point < 0x10000 ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`
  })}"`
