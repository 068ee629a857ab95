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
}

const NANO = 1_000_000_000n
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY: Record<string, bigint> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
}
const LARGEST = (1n << 63n) - 1n

/** `undefined` when the text is not a quantity. Values beyond ±(2^63-1) are capped, as Kubernetes caps them. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([A-Za-z]*(?:[+-]?\d+)?)$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', suffix = ''] = match
  if (whole === '' && fraction === '') return undefined
  const read = readSuffix(suffix)
  if (!read) return undefined
  const digits = BigInt(whole + fraction || '0')
  let numerator = digits
  let denominator = 10n ** BigInt(fraction.length)
  if (read.format === 'binary') numerator *= read.factor
  else if (read.exponent >= 0) numerator *= 10n ** BigInt(Math.min(read.exponent, 400))
  else denominator *= 10n ** BigInt(Math.min(-read.exponent, 400))
  numerator *= NANO
  let nanos = numerator / denominator
  if (nanos * denominator !== numerator) nanos += 1n // finer than nano rounds away from zero
  if (nanos > LARGEST * NANO) nanos = LARGEST * NANO
  return { nanos: sign === '-' ? -nanos : nanos, format: read.format }
}

type Suffix = { format: 'binary'; factor: bigint } | { format: 'decimal' | 'exponent'; exponent: number }

function readSuffix(suffix: string): Suffix | undefined {
  const factor = BINARY[suffix]
  if (factor !== undefined) return { format: 'binary', factor }
  const exponent = DECIMAL[suffix]
  if (exponent !== undefined) return { format: 'decimal', exponent }
  const match = /^[eE]([+-]?\d+)$/.exec(suffix)
  return match ? { format: 'exponent', exponent: Number(match[1]) } : undefined
}

/** The value in whole units, rounded up: `1500m` → 2n. Truth: Quantity.Value */
export const wholeValue = (quantity: Quantity): bigint => ceilDivide(quantity.nanos, NANO)

/** The value in thousandths, rounded up: `1.5` → 1500n. Truth: Quantity.MilliValue */
export const milliValue = (quantity: Quantity): bigint => ceilDivide(quantity.nanos, 1_000_000n)

/** Negative, zero or positive, as for sorting. */
export const compareQuantities = (a: Quantity, b: Quantity): number =>
  a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0

export const addQuantities = (a: Quantity, b: Quantity): Quantity => ({
  nanos: a.nanos + b.nanos,
  format: a.nanos === 0n ? b.format : a.format,
})

export const subtractQuantities = (a: Quantity, b: Quantity): Quantity => ({
  nanos: a.nanos - b.nanos,
  format: a.nanos === 0n ? b.format : a.format,
})

/**
 * The canonical text: no fraction, the largest suffix that leaves a whole number.
 *
 *   1024Mi → 1Gi    1500m → 1500m    0.5Gi → 512Mi    1000 → 1k    1e3 → 1e3
 *
 * A binary quantity below 1024 or with a fraction is written as a decimal one. Truth: CanonicalizeBytes
 */
export function formatQuantity({ nanos, format }: Quantity): string {
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
  while (exponent < 18 && value % 1000n === 0n) {
    value /= 1000n
    exponent += 3
  }
  if (format === 'exponent') return sign + value + (exponent === 0 ? '' : `e${exponent}`)
  return sign + value + (['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'][(exponent + 9) / 3] ?? '')
}

/** The canonical text of a quantity's text; text that is no quantity stays as it is. */
export function canonicalQuantity(text: string): string {
  const quantity = parseQuantity(text)
  return quantity ? formatQuantity(quantity) : text
}

function ceilDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value > 0n && quotient * by !== value ? quotient + 1n : quotient
}
