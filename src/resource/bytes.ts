/** How many bytes a text has in UTF-8: what Go's `len` counts. */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80) continue
    if (code < 0x800) bytes += 1
    else if (code >= 0xd800 && code < 0xdc00 && index + 1 < text.length) {
      bytes += 2 // two code units become four bytes
      index++
    } else bytes += 2
  }
  return bytes
}
