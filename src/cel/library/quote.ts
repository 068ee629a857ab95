const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}
/** A string as a literal: in quotes, what cannot be seen escaped. */
export const quote = (value: string): string => `"${value.replace(/[\x07\b\f\n\r\t\v\\"]/g, mark => ESCAPES[mark]!)}"`
