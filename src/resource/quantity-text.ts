/** The text of a quantity, taken apart. */
export interface ScannedQuantity {
  readonly negative: boolean
  /** Digits before the point without leading zeros, at least `0`. */
  readonly whole: string
  /** Digits behind the point. */
  readonly fraction: string
  readonly suffix: Suffix
}

interface Suffix {
  readonly format: 'decimal' | 'binary' | 'exponent'
  /** Of ten, or of two for the binary ones. */
  readonly exponent: number
}

const SUFFIXES = new Map<string, Suffix>([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index): [string, Suffix] => [
    suffix,
    { format: 'decimal', exponent: index * 3 - 9 },
  ]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index): [string, Suffix] => [
    suffix,
    { format: 'binary', exponent: index * 10 + 10 },
  ]),
])

/**
 * Takes a quantity's text apart, or says which part of it is none. Nothing before the suffix means zero: `m` is 0.
 *
 * Truth: apimachinery/pkg/api/resource/quantity.go parseQuantityString, suffix.go
 */
export function scanQuantity(text: string): ScannedQuantity | 'malformed' | 'unknown-suffix' {
  const end = text.length
  if (end === 0) return 'malformed'
  let at = text[0] === '-' || text[0] === '+' ? 1 : 0
  while (at < end && text.charCodeAt(at) === ZERO) at++
  const whole = at
  at = pastDigits(text, at)
  const point = at
  if (text[at] === '.') at = pastDigits(text, at + 1)
  const behind = at
  while (at < end && SUFFIX_LETTERS.includes(text[at]!)) at++
  if (text[at] === '-' || text[at] === '+') at++
  if (pastDigits(text, at) < end) return 'malformed'
  const suffix = readSuffix(text.slice(behind))
  if (!suffix) return 'unknown-suffix'
  return {
    negative: text[0] === '-',
    whole: point > whole ? text.slice(whole, point) : '0',
    fraction: text.slice(point + 1, behind),
    suffix,
  }
}

const ZERO = 48
const SUFFIX_LETTERS = 'eEinumkKMGTP'

function pastDigits(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= 57) at++
  return at
}

function readSuffix(suffix: string): Suffix | undefined {
  const known = SUFFIXES.get(suffix)
  if (known) return known
  const match = /^[eE]([+-]?\d+)$/.exec(suffix)
  return match ? { format: 'exponent', exponent: Number(match[1]) } : undefined
}

/** Whether Go holds the value as an int64 and a power of ten: at most eighteen digits, no finer than nano. */
export function isFast({ whole, fraction, suffix: { format, exponent } }: ScannedQuantity): boolean {
  if (format !== 'binary') return whole.length + fraction.length <= 18 && exponent - fraction.length >= -9
  return fraction === '' && 14 - whole.length - Math.trunc(exponent * 0.3) >= 0
}

/** Whether the server keeps the text as it was sent. */
export function isKept(text: string, scanned: ScannedQuantity): boolean {
  if (text === '0') return true
  if (!isFast(scanned)) return false
  const { whole, fraction, suffix } = scanned
  // The three lowest bits are enough to see whether a larger suffix could do.
  if (suffix.format === 'binary') return Number(whole) % 8 !== 0
  const digits = whole + fraction
  return (suffix.exponent - fraction.length) % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}
