import { fail } from './value.ts'

/** A float as Go's `%g` writes it: with an exponent below 1e-4 and from 1e+06 on: `1.5`, `1e-05`, `1e+06`, `+Inf`. */
export function formatFloat(value: number, from = 1e6): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const magnitude = Math.abs(value)
  if (value !== 0 && (magnitude < 1e-4 || magnitude >= from)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  return `${value}`
}

export const INT_MAX = (1n << 63n) - 1n
export const INT_MIN = -(1n << 63n)
export const UINT_MAX = (1n << 64n) - 1n

export const overflow = (): never => fail('integer overflow')
export const uintOverflow = (): never => fail('unsigned integer overflow')
