/**
 * The place of the first byte that is not standard, padded base64, as Go reports it; undefined when all is well.
 * Line breaks are passed over. Truth: Go's encoding/base64 StdEncoding
 */
export function base64Problem(text: string): number | undefined {
  let quantum = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 10 || code === 13) continue
    if (isDigit(code)) {
      quantum = (quantum + 1) & 3
      continue
    }
    if (code !== EQUALS || quantum < 2) return index
    return paddingProblem(text, index, quantum)
  }
  return quantum === 0 ? undefined : text.length - quantum
}

const EQUALS = 61

/** From the first `=`: one more when only two digits were read, then nothing but line breaks. */
function paddingProblem(text: string, first: number, quantum: number): number | undefined {
  let index = skipLineBreaks(text, first + 1)
  if (quantum === 2) {
    if (index >= text.length) return text.length
    if (text.charCodeAt(index) !== EQUALS) return index
    index = skipLineBreaks(text, index + 1)
  }
  return index < text.length ? index : undefined
}

function skipLineBreaks(text: string, index: number): number {
  while (text.charCodeAt(index) === 10 || text.charCodeAt(index) === 13) index++
  return index
}

const isDigit = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 43 || code === 47

/** The same bytes as Go writes them: bits of the last digit that belong to no byte are zero. `YR==` is `YQ==` */
export function rewrittenBase64(text: string): string {
  if (!text.endsWith('=')) return text
  const padding = text.endsWith('==') ? 2 : 1
  const last = text.length - padding - 1
  const digit = DIGITS.indexOf(text[last]!)
  const kept = padding === 2 ? digit & 0b110000 : digit & 0b111100
  return kept === digit ? text : `${text.slice(0, last)}${DIGITS[kept]}${text.slice(last + 1)}`
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
