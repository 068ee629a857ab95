import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  subtractQuantities,
} from '../../../resource/quantity.ts'

/** How much of each quota name something takes. */
export type Usage = Map<string, Quantity>

export const count = (number: number): Quantity => ({ nanos: BigInt(number) * 1_000_000_000n, format: 'decimal' })

export const NOTHING: Quantity = count(0)

export const usageOf = (list: Readonly<Record<string, string>> | undefined): Usage =>
  new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text) ?? NOTHING]))

/** What is used more than before; what is used less counts as nothing. */
export function increase(now: Usage, before: Usage): Usage {
  const more: Usage = new Map()
  for (const [name, amount] of now) {
    const old = before.get(name) ?? NOTHING
    if (compareQuantities(amount, old) > 0) more.set(name, before.has(name) ? subtractQuantities(amount, old) : amount)
  }
  return more
}

export const sum = (a: Quantity | undefined, b: Quantity): Quantity => (a ? addQuantities(a, b) : b)
