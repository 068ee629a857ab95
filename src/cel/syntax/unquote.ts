const SIMPLE: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** The body of a literal without its quotes, and whether it is raw. Carriage returns become line feeds. */
function body(text: string): { text: string; raw: boolean } {
  const raw = /^[rR]/.test(text)
  const quoted = (raw ? text.slice(1) : text).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const mark = quoted.length >= 6 && (quoted.startsWith('"""') || quoted.startsWith("'''")) ? 3 : 1
  return { text: quoted.slice(mark, -mark), raw }
}

const ESCAPE = /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g

/** The value of a string literal; undefined when an escape is no Unicode character. */
export function unquote(literal: string): string | undefined {
  const { text, raw } = body(literal)
  if (raw || !text.includes('\\')) return text
  let valid = true
  const value = text.replaceAll(ESCAPE, (_, hex, short, long, octal, simple: string | undefined) => {
    if (simple !== undefined) return SIMPLE[simple] ?? simple
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      valid = false
      return ''
    }
    return String.fromCodePoint(code)
  })
  return valid ? value : undefined
}

/** The bytes of a bytes literal (without the `b`): `\xff` is one byte, other characters are UTF-8. */
export function unquoteBytes(literal: string): Uint8Array {
  const { text, raw } = body(literal)
  const encoder = new TextEncoder()
  if (raw) return encoder.encode(text)
  const bytes: number[] = []
  let end = 0
  for (const match of text.matchAll(ESCAPE)) {
    bytes.push(...encoder.encode(text.slice(end, match.index)))
    end = match.index + match[0].length
    const [, hex, short, long, octal, simple] = match
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8))
    else if (simple !== undefined) bytes.push(...encoder.encode(SIMPLE[simple] ?? simple))
    else {
      const code = Number.parseInt(short ?? long ?? '0', 16)
      bytes.push(...encoder.encode(code > 0x10ffff ? '�' : String.fromCodePoint(code)))
    }
  }
  bytes.push(...encoder.encode(text.slice(end)))
  return Uint8Array.from(bytes)
}
