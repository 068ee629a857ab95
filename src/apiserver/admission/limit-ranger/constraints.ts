import { formatQuantity, milliValue, parseQuantity, type Quantity, wholeValue } from '../../../resource/quantity.ts'

/** Amounts by the name of the resource. */
export type Amounts = ReadonlyMap<string, Quantity>

export const amountsOf = (list: Readonly<Record<string, string>> | undefined): Map<string, Quantity> =>
  new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text) ?? ZERO]))

const ZERO: Quantity = { nanos: 0n, format: 'decimal' }

/** Up to here thousandths can be compared without overflow. */
const MOST_MILLI = ((1n << 63n) - 1n) / 1000n

/**
 * Values brought to one precision: thousandths where all of them fit, whole units otherwise.
 *
 *   1500m against 1: 1500 > 1000
 */
function comparable(quantities: readonly Quantity[]): bigint[] {
  const whole = quantities.map(wholeValue)
  return whole.every(value => value <= MOST_MILLI) ? quantities.map(milliValue) : whole
}

export function belowMinimum(
  type: string,
  resource: string,
  least: Quantity,
  requests: Amounts,
  limits: Amounts,
): string | undefined {
  const request = requests.get(resource)
  const limit = limits.get(resource)
  const rule = `minimum ${resource} usage per ${type} is ${formatQuantity(least)}`
  if (!request) return `${rule}.  No request is specified`
  const [asked = 0n, limited = 0n, bound = 0n] = comparable([request, limit ?? ZERO, least])
  if (asked < bound) return `${rule}, but request is ${formatQuantity(request)}`
  if (limit && limited < bound) return `${rule}, but limit is ${formatQuantity(limit)}`
  return undefined
}

export function aboveMaximum(
  type: string,
  resource: string,
  most: Quantity,
  requests: Amounts,
  limits: Amounts,
): string | undefined {
  const request = requests.get(resource)
  const limit = limits.get(resource)
  const rule = `maximum ${resource} usage per ${type} is ${formatQuantity(most)}`
  if (!limit) return `${rule}.  No limit is specified`
  const [asked = 0n, limited = 0n, bound = 0n] = comparable([request ?? ZERO, limit, most])
  if (limited > bound) return `${rule}, but limit is ${formatQuantity(limit)}`
  if (request && asked > bound) return `${rule}, but request is ${formatQuantity(request)}`
  return undefined
}

/** What has requests alone is held to the maximum by them. */
export function requestAboveMaximum(
  type: string,
  resource: string,
  most: Quantity,
  requests: Amounts,
): string | undefined {
  const request = requests.get(resource)
  const rule = `maximum ${resource} usage per ${type} is ${formatQuantity(most)}`
  if (!request) return `${rule}.  No request is specified`
  const [asked = 0n, bound = 0n] = comparable([request, most])
  return asked > bound ? `${rule}, but request is ${formatQuantity(request)}` : undefined
}

/** A limit may be at most so many times the request: 2 with 100m and 300m is a ratio of 3.000000. */
export function aboveRatio(
  type: string,
  resource: string,
  most: Quantity,
  requests: Amounts,
  limits: Amounts,
): string | undefined {
  const request = requests.get(resource)
  const limit = limits.get(resource)
  const rule = `${resource} max limit to request ratio per ${type} is ${formatQuantity(most)}`
  const [asked = 0n, limited = 0n] = comparable([request ?? ZERO, limit ?? ZERO, most])
  if (!request || asked === 0n) return `${rule}, but no request is specified or request is 0`
  if (!limit || limited === 0n) return `${rule}, but no limit is specified or limit is 0`
  const ratio = Number(limited) / Number(asked)
  const allowed = wholeValue(most) <= MOST_MILLI ? Number(milliValue(most)) / 1000 : Number(wholeValue(most))
  return ratio > allowed ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined
}
