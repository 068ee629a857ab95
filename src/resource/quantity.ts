import { isFast, isKept, type ScannedQuantity, scanQuantity } from './quantity-text.ts'

/**
 * Quantities: `500m`, `1.5Gi`, `1e3`, `100`.
 *
 * A quantity is an exact decimal: `units * 10^-9` here, because Kubernetes keeps nano precision and
 * rounds anything finer up. Truth: apimachinery/pkg/api/resource/quantity.go ParseQuantity, CanonicalizeBytes
 */
export interface Quantity {
  /** Exact value in nano units: `1` is 10^9n, `100m` is 10^8n. */
  readonly nanos: bigint
  /** The family of suffixes the text used; it decides how the value is written again. */
  readonly format: 'decimal' | 'binary' | 'exponent'
  /** Too long for Go's fast form, an int64 and a power of ten; asked for an int64 it gives the lowest 64 bits. */
  readonly wide?: true
  /** As it was sent, where the server keeps that: `+1`, `00010`. Reckoning loses it. */
  readonly text?: string
}

const NANO = 1_000_000_000n
const LARGEST = (1n << 63n) - 1n

/** `undefined` when the text is not a quantity. Binary values beyond ±(2^63-1) are capped, as Kubernetes caps them. */
export function parseQuantity(text: string): Quantity | undefined {
  const scanned = scanQuantity(text)
  if (typeof scanned !== 'string') {
    const quantity = quantityOf(scanned)
    return isKept(text, scanned) ? { ...quantity, text } : quantity
  }
  const mark = text.indexOf(UNWRITTEN)
  return mark < 0 ? undefined : unwrittenQuantity(text.slice(0, mark), text.slice(mark + UNWRITTEN.length))
}

/** `1` and `21` are 10^21 in the wide form, `1` and `+21` in Go's fast one. */
function unwrittenQuantity(digits: string, power: string): Quantity {
  const quantity = { nanos: BigInt(digits) * 10n ** (BigInt(power) + 9n), format: 'decimal' as const }
  return power.startsWith('+') ? quantity : { ...quantity, wide: true }
}

export function quantityOf(scanned: ScannedQuantity): Quantity {
  const { whole, fraction, negative, suffix } = scanned
  let numerator = BigInt(whole + fraction)
  let denominator = 10n ** BigInt(fraction.length)
  const { exponent, format } = suffix
  if (format === 'binary') numerator <<= BigInt(exponent)
  else if (exponent >= 0) numerator *= 10n ** BigInt(Math.min(exponent, MOST_EXPONENT))
  else denominator *= 10n ** BigInt(Math.min(-exponent, MOST_EXPONENT))
  numerator *= NANO
  let nanos = numerator / denominator
  if (nanos * denominator !== numerator) nanos += 1n // finer than nano rounds away from zero
  if (format === 'binary' && nanos > LARGEST * NANO) nanos = LARGEST * NANO
  const value = negative ? -nanos : nanos
  if (isFast(scanned)) return { nanos: value, format }
  // Below one there is nothing binary about it: 0.0005Ki is 512m.
  return { nanos: value, format: format === 'binary' && nanos < NANO ? 'decimal' : format, wide: true }
}

const MOST_EXPONENT = 1000

/** The value in whole units, rounded away from zero: `1500m` → 2n. Truth: Quantity.Value */
export const wholeValue = (quantity: Quantity): bigint => scaledValue(quantity, NANO)

/** The value in thousandths, rounded away from zero: `1.5` → 1500n. Truth: Quantity.MilliValue */
export const milliValue = (quantity: Quantity): bigint => scaledValue(quantity, 1_000_000n)

/**
 * What does not fit into an int64 becomes 0 from Go's fast form and overflows from the wide one:
 * `9E` has 0 thousandths, `1Ei` -9223372036854775808.
 */
function scaledValue({ nanos, wide }: Quantity, unit: bigint): bigint {
  const quotient = nanos / unit
  const value = quotient * unit === nanos ? quotient : nanos > 0n ? quotient + 1n : quotient - 1n
  if (value <= LARGEST && value >= -LARGEST) return value
  return wide ? BigInt.asIntN(64, value) : 0n
}

/** Negative, zero or positive, as for sorting. */
export const compareQuantities = (a: Quantity, b: Quantity): number =>
  a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0

export const addQuantities = (a: Quantity, b: Quantity): Quantity => sum(a, b, a.nanos + b.nanos)

export const subtractQuantities = (a: Quantity, b: Quantity): Quantity => sum(a, b, a.nanos - b.nanos)

function sum(a: Quantity, b: Quantity, nanos: bigint): Quantity {
  const format = a.nanos === 0n ? b.format : a.format
  return a.wide || b.wide ? { nanos, format, wide: true } : { nanos, format }
}

/**
 * The canonical text: no fraction, the largest suffix that leaves a whole number.
 *
 *   1024Mi → 1Gi    1500m → 1500m    0.5Gi → 512Mi    1000 → 1k    1e3 → 1e3
 *
 * A binary quantity below 1024 or with a fraction is written as a decimal one. Truth: CanonicalizeBytes
 */
export function formatQuantity({ nanos, format, wide, text }: Quantity): string {
  if (text !== undefined) return text
  if (nanos === 0n) return '0'
  const negative = nanos < 0n
  const magnitude = negative ? -nanos : nanos
  const sign = negative ? '-' : ''
  if (format === 'binary' && magnitude >= 1024n * NANO && magnitude % NANO === 0n) {
    let value = magnitude / NANO
    let power = 0
    while (power < 6 && value % 1024n === 0n) {
      value /= 1024n
      power += 1
    }
    return sign + value + (['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][power] ?? '')
  }
  let value = magnitude
  let exponent = -9
  while (value % 1000n === 0n) {
    value /= 1000n
    exponent += 3
  }
  if (format === 'exponent') return sign + value + (exponent === 0 ? '' : `e${exponent}`)
  if (exponent > 18) return sign + value + UNWRITTEN + (wide ? '' : '+') + exponent
  return sign + value + ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'][(exponent + 9) / 3]
}

/**
 * Beyond `E` there is no suffix, and the server writes none: 10^21 reads `1`. What such a text keeps to itself stands
 * behind this mark until the text is shown to somebody: `1×10^21`.
 */
const UNWRITTEN = '×10^'
const UNWRITTEN_POWER = /×10\^\+?\d+/g

/** A text as the server shows it. */
export const withoutUnwritten = (text: string): string => text.replace(UNWRITTEN_POWER, '')

export const hasUnwritten = (text: string): boolean => text.includes(UNWRITTEN)

/**
 * The text under which the server keeps a quantity: as it was sent when that is canonical in the eyes of Go's quick
 * look, which lets `+1`, `5.`, `1E3` and `00010` pass; else the canonical one. Text that is no quantity stays as it is.
 */
export function canonicalQuantity(text: string): string {
  const scanned = scanQuantity(text)
  return typeof scanned === 'string' ? text : keptText(text, scanned)
}

export const keptText = (text: string, scanned: ScannedQuantity): string =>
  isKept(text, scanned) ? text : formatQuantity(quantityOf(scanned))
