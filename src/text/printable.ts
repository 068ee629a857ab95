/** Terminal escapes, tabs and bidirectional controls in a manifest must not reach a terminal: one column each instead. */
export const printable = (text: string): string =>
  /[^\x20-\x7e]/.test(text)
    ? text
        .replaceAll('\t', ' ')
        .replaceAll(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
    : text
