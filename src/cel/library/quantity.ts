import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  subtractQuantities,
  wholeValue,
} from '../../resource/quantity.ts'
import { define } from '../check/declaration.ts'
import { INT_MAX } from '../run/number.ts'
import { Double, fail, int, Opaque, type Value } from '../run/value.ts'
import { type CelType, structOf } from '../types.ts'

const TYPE = structOf('kubernetes.Quantity')
const NANO = 1_000_000_000n

class QuantityValue extends Opaque {
  readonly type: CelType = TYPE
  readonly quantity: Quantity
  constructor(quantity: Quantity) {
    super()
    this.quantity = quantity
  }
  equals(other: Opaque): boolean {
    return other instanceof QuantityValue && compareQuantities(this.quantity, other.quantity) === 0
  }
}

/** A quantity for a variable: the capacities of a device. */
export const quantityValue = (quantity: Quantity): Value => new QuantityValue(quantity)

/** Text that has the form of a quantity but a suffix nobody knows is refused in other words. */
const FORM = /^[+-]?(?:\d+\.?\d*|\.\d+)[a-zA-Z]*(?:[+-]?\d*)?$/

function toQuantity(text: string): Value {
  const quantity = parseQuantity(text)
  if (quantity) return new QuantityValue(quantity)
  return fail(
    FORM.test(text)
      ? "unable to parse quantity's suffix"
      : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  )
}

const of = (value: Value | undefined): Quantity => (value as QuantityValue).quantity
const from = (whole: Value): Quantity => ({ nanos: BigInt(whole as number | bigint) * NANO, format: 'exponent' })
const other = (value: Value | undefined): Quantity => (value instanceof QuantityValue ? value.quantity : from(value!))
/** Whole, and of a size that Go keeps in an int64: what is larger it keeps as a decimal. */
const isInteger = ({ nanos }: Quantity): boolean =>
  nanos % NANO === 0n && nanos / NANO < INT_MAX && nanos / NANO > -INT_MAX
const order = (a: Value | undefined, b: Value | undefined): number => compareQuantities(of(a), of(b))

const Q = 'kubernetes.Quantity'

/** Since Kubernetes 1.28. `sign` is a function although it is documented as a method. Truth: apiserver/pkg/cel/library/quantity.go */
export const QUANTITY = [
  define('quantity', { string_to_quantity: `(string) -> ${Q}` }, ([text]) => toQuantity(text as string)),
  define(
    'isQuantity',
    { is_quantity_string: '(string) -> bool' },
    ([text]) => parseQuantity(text as string) !== undefined,
  ),
  define('sign', { quantity_sign: `(${Q}) -> int` }, ([a]) => Math.sign(compareQuantities(of(a), from(0)))),
  define('isGreaterThan', { quantity_is_greater_than: `${Q}.(${Q}) -> bool` }, ([a, b]) => order(a, b) > 0),
  define('isLessThan', { quantity_is_less_than: `${Q}.(${Q}) -> bool` }, ([a, b]) => order(a, b) < 0),
  define('compareTo', { quantity_compare_to: `${Q}.(${Q}) -> int` }, ([a, b]) => order(a, b)),
  define('asApproximateFloat', { quantity_get_float: `${Q}.() -> double` }, ([a]) => {
    const { nanos } = of(a)
    return new Double(nanos % NANO === 0n ? Number(nanos / NANO) : Number(nanos) / 1e9)
  }),
  define('asInteger', { quantity_get_int: `${Q}.() -> int` }, ([a]) =>
    isInteger(of(a)) ? int(wholeValue(of(a))) : fail('cannot convert value to integer'),
  ),
  define('isInteger', { quantity_is_integer: `${Q}.() -> bool` }, ([a]) => isInteger(of(a))),
  define(
    'add',
    { quantity_add: `${Q}.(${Q}) -> ${Q}`, quantity_add_int: `${Q}.(int) -> ${Q}` },
    ([a, b]) => new QuantityValue(addQuantities(of(a), other(b))),
  ),
  define(
    'sub',
    { quantity_sub: `${Q}.(${Q}) -> ${Q}`, quantity_sub_int: `${Q}.(int) -> ${Q}` },
    ([a, b]) => new QuantityValue(subtractQuantities(of(a), other(b))),
  ),
]
