/** Every code a reading can give, with what it means in one line. */
export const YAML_CODES = {
  'yaml/syntax': 'The text is not YAML.',
  'yaml/duplicate-key': 'A key appears twice in one mapping; the last one wins, the others are lost.',
  'yaml/missing-separator': 'Two objects stand in one document because the `---` between them is missing.',
  'yaml/tab': 'A tab indents a line; YAML indents with spaces.',
  'yaml/template': 'A template expression `{{ … }}` was left unrendered.',
  'yaml/encoding': 'The bytes are not a text in UTF-8, or hold characters that YAML forbids.',
  'yaml/punctuation': 'Full-width or typographic punctuation stands where YAML wants an ASCII character.',
  'yaml/colon-space': 'A colon after a key needs a space behind it.',
  'yaml/unclosed-quote': 'A quoted scalar never ends.',
  'yaml/unclosed-bracket': 'A `[` or `{` is never closed.',
  'yaml/indentation': 'A line is indented neither like its neighbours nor like their parent.',
  'yaml/two-values': 'A second `key: value` stands on the line of the first.',
  'yaml/anchor': 'An alias names no anchor, an anchor contains itself, or aliases multiply beyond bounds.',
  'yaml/value': 'A value that YAML can write but JSON, and so the API, cannot hold.',
  'yaml/depth': 'Values are nested deeper than the API server reads.',
  'yaml/too-large': 'The text holds more values than fit into memory.',
  'yaml/json': 'The text starts as JSON does but is not JSON.',
} as const

export type YamlCode = keyof typeof YAML_CODES
