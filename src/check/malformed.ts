import type { Scalar } from '../schema/shape.ts'

const TIME = 'A time is written like 2026-01-31T12:00:00Z.'
const FORMS: Partial<Record<Scalar, string>> = {
  Quantity:
    'A quantity is a number and, if any, one of m, k, M, G, T, P, E (by thousands) or Ki, Mi, Gi, Ti, Pi, Ei (by 1,024).',
  Time: TIME,
  MicroTime: TIME,
  Duration: 'A duration is written like 1h30m or 90s.',
  bytes: 'These bytes are written in base64.',
}

/** How a value of this type is written that could not be read. */
export const formOf = (scalar: Scalar): string | undefined => FORMS[scalar]

/** `100MB`, `1 gib`, `512mb`: what was meant by a quantity in a spelling of daily life. */
export function meantQuantity(written: string): string | undefined {
  const match = /^["']?(\d+(?:\.\d+)?) ?([kmgtpe])(i?)(?:b|bytes?)?["']?$/i.exec(written)
  if (!match) return undefined
  const [, amount = '', unit = '', binary = ''] = match
  const scale = unit.toUpperCase()
  // By thousands it is a small k, and a small m alone is a thousandth.
  return `${amount}${scale === 'K' && !binary ? 'k' : scale}${binary.toLowerCase()}`
}
