/** Nothing from a manifest may move the cursor, change colours or turn the direction of the text; our own colours may. */
export const printable = (text: string): string =>
  text.replaceAll(/[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[0-9]{1,2}m)/g, '�')
