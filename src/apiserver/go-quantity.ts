/** What a Go quantity keeps of its text. */
export interface QuantityParts {
  readonly value: bigint
  readonly scale: number
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent'
  /** Written in the form in which it is written again: the text is kept. */
  readonly isPlain: boolean
  /** Too long or too fine for a whole number with a scale. */
  readonly isBig: boolean
}

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const MOST_DIGITS = 18
const LARGEST = 2n ** 63n

/**
 * The parts of a sound quantity: 1.5 is 15 at scale -1, 1Gi is 1073741824 at scale 0, 1e3 is 1 at scale 3.
 *
 * Truth: apimachinery/pkg/api/resource/quantity.go ParseQuantity
 */
export function parseQuantityParts(text: string): QuantityParts {
  const [, sign = '', whole = '', fraction = '', suffix = ''] =
    /^([+-]?)0*(\d*)(?:\.(\d*))?([A-Za-z]*(?:[+-]?\d+)?)$/.exec(text) ?? []
  const format = BINARY.includes(suffix) ? 'BinarySI' : DECIMAL.includes(suffix) ? 'DecimalSI' : 'DecimalExponent'
  if (text === '0') return { value: 0n, scale: 0, format, isPlain: true, isBig: false }
  const big: QuantityParts = { value: 0n, scale: 0, format, isPlain: false, isBig: true }
  const digits = whole + fraction
  const number = BigInt(digits || '0')
  const signed = (value: bigint): bigint => (sign === '-' ? -value : value)
  if (format === 'BinarySI') {
    const exponent = 10 * (BINARY.indexOf(suffix) + 1)
    const room = 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1
    const value = number * 2n ** BigInt(exponent)
    if (fraction !== '' || room < 0 || value >= LARGEST) return big
    return { value: signed(value), scale: 0, format, isPlain: (number & 7n) !== 0n, isBig: false }
  }
  const exponent = format === 'DecimalSI' ? 3 * (DECIMAL.indexOf(suffix) - 3) : Number(suffix.slice(1))
  const scale = exponent - fraction.length
  if (digits.length > MOST_DIGITS || scale < -9) return big
  const isPlain = scale % 3 === 0 && !digits.endsWith('000') && digits !== '' && !digits.startsWith('0')
  return { value: signed(number), scale, format, isPlain, isBig: false }
}
